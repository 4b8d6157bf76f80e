#include "cli/commands.hpp"
#include "cli/completion.hpp"

#include <memory>

namespace sandan::cli {

void declare_completion(Arguments& app, Common& common, Exit& exit) {
    auto shell = std::make_shared<std::string>();
    app.option("shell", *shell, "bash, zsh or fish")
        .required()
        .one_of({"bash", "zsh", "fish"})
        .type_name("SHELL");
    app.callback([shell, &parser = app.app(), &common, &exit] {
        const auto words = words_of(parser, common.language);
        deliver(common, *shell == "bash"  ? bash_completion(words)
                        : *shell == "zsh" ? zsh_completion(words)
                                          : fish_completion(words));
        exit = Exit::clean;
    });
}

} // namespace sandan::cli
