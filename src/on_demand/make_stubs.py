"""Writes the assembler file by which a program loads shared libraries when it first calls them.

usage: make_stubs.py NM OUTPUT ARCHIVE LIBRARY...

For every function that ARCHIVE leaves undefined and a LIBRARY defines, a function of the same name
that jumps to the library's, after load.cpp has loaded it. Only functions can be bound late: a
library of which ARCHIVE needs data, too, is left to the loader, and said so.
"""
import pathlib, re, subprocess, sys

HEAD = """/* Made by make_stubs.py: x86-64, System V ABI. */
        .section .note.GNU-stack, "", @progbits
"""
# The address of the slot is on the stack. All registers that carry arguments are kept.
LOAD = """
        .text
.Lload_{n}:
        push %rdi
        push %rsi
        push %rdx
        push %rcx
        push %r8
        push %r9
        push %rax
        push %r10
        sub $128, %rsp
        movups %xmm0, (%rsp)
        movups %xmm1, 16(%rsp)
        movups %xmm2, 32(%rsp)
        movups %xmm3, 48(%rsp)
        movups %xmm4, 64(%rsp)
        movups %xmm5, 80(%rsp)
        movups %xmm6, 96(%rsp)
        movups %xmm7, 112(%rsp)
        lea .Llibrary_{n}(%rip), %rdi
        call sandan_load_library
        movups (%rsp), %xmm0
        movups 16(%rsp), %xmm1
        movups 32(%rsp), %xmm2
        movups 48(%rsp), %xmm3
        movups 64(%rsp), %xmm4
        movups 80(%rsp), %xmm5
        movups 96(%rsp), %xmm6
        movups 112(%rsp), %xmm7
        add $128, %rsp
        pop %r10
        pop %rax
        pop %r9
        pop %r8
        pop %rcx
        pop %rdx
        pop %rsi
        pop %rdi
        pop %r11
        jmp *(%r11)

        .section .data.rel.ro, "aw"
        .balign 8
.Llibrary_{n}: /* struct Library of load.cpp */
        .quad .Lsoname_{n}, .Lnames_{n}, .Lslots_{n}, {count}

        .section .rodata
.Lsoname_{n}:
        .asciz "{soname}"
.Lnames_{n}:
{names}
        /* Pages of their own: made read-only once they are filled. */
        .section .bss.sandan_slots, "aw", @nobits
        .balign 4096
.Lslots_{n}:
        .zero {bytes}
        .balign 4096
"""
FUNCTION = """
        .text
        .balign 16
        .globl {name}
        .hidden {name}
        .type {name}, @function
{name}:
        endbr64
        mov .Lslots_{n}+{at}(%rip), %r11
        test %r11, %r11
        je 1f
        jmp *%r11
1:      lea .Lslots_{n}+{at}(%rip), %r11
        push %r11
        jmp .Lload_{n}
        .size {name}, .-{name}
"""


def symbols(nm, path, *options):
    """(name, kind) of each line that nm gives; kind as nm's letter."""
    text = subprocess.run([nm, "-P", *options, path], capture_output=True, text=True, check=True).stdout
    for line in text.splitlines():
        parts = line.split()
        if len(parts) >= 2 and len(parts[1]) == 1:
            yield parts[0].split("@")[0], parts[1]


def is_shared_object(library):
    path = pathlib.Path(library)
    return ".so" in path.name and path.is_file() and path.open("rb").read(4) == b"\x7fELF"


def soname(library):
    text = subprocess.run(["readelf", "-dW", library], capture_output=True, text=True, check=True).stdout
    return re.search(r"\(SONAME\).*\[(.+)\]", text)[1]


def main(nm, output, archive, *libraries):
    wanted, own = set(), set()
    for name, kind in symbols(nm, archive):
        (wanted if kind == "U" else own).add(name)
    wanted -= own
    text = HEAD
    for n, library in enumerate(libraries):
        if not is_shared_object(library):
            continue  # "pthread", libm's linker script: of the C library
        offered = dict(symbols(nm, library, "-D", "--defined-only"))
        used = sorted(wanted & offered.keys())
        functions = [name for name in used if offered[name] == "T"]
        data = [name for name in used if offered[name] not in "TWi"]
        if data:
            print(f"{library}: loaded at the start, for {data[0]}")
        if data or not functions:
            continue
        wanted -= set(functions)
        size = 8 * len(functions)
        text += LOAD.format(n=n, soname=soname(library), count=len(functions), bytes=size,
                            names="\n".join(f'        .asciz "{name}"' for name in functions))
        text += "".join(FUNCTION.format(name=name, n=n, at=8 * i) for i, name in enumerate(functions))
    pathlib.Path(output).write_text(text)


main(*sys.argv[1:])
