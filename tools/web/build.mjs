// Builds src/web/assets: the page with its style, the script that unpacks and the policy that allows
// just these and the viewer; the viewer, which the program packs into the page; their licences.
// usage: node build.mjs [--check]   --check compares with the checked-in files instead of writing them
import { build } from 'esbuild';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const here = (path) => new URL(path, import.meta.url);
const assets = '../../src/web/assets/';

async function bundle(entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: [here(entry).pathname],
    absWorkingDir: here('.').pathname,
    bundle: true,
    minify: true,
    write: false,
    metafile: true,
    format: 'iife',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
  });
  const text = outputFiles[0].text.trim();
  return {
    text: text.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--'),
    inputs: Object.keys(metafile.inputs),
  };
}

const hash = (text) => `sha256-${createHash('sha256').update(text).digest('base64')}`;

/** Packages whose code is in the bundle. */
function packagesOf(inputs) {
  const found = inputs.map((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1]);
  return [...new Set(found.filter(Boolean))].sort().map((name) => {
    const folder = `node_modules/${name}/`;
    const { version, license } = JSON.parse(readFileSync(here(`${folder}package.json`), 'utf8'));
    const file = readdirSync(here(folder)).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? readFileSync(here(folder + file), 'utf8').trim() : '';
    return { title: `${name} ${version} (${license})`, text };
  });
}

const boot = await bundle('src/boot.js');
const viewer = await bundle('src/main.js');
const style = await bundle('src/viewer.css');
const packages = packagesOf(viewer.inputs);
const values = {
  boot: boot.text,
  style: style.text,
  'boot-hash': hash(boot.text),
  'viewer-hash': hash(viewer.text),
  'style-hash': hash(style.text),
  packages: packages
    .map(({ title, text }) => [title, .../^.*copyright.*$/im.exec(text) ?? []].join(', '))
    .join('; '),
};
const page = readFileSync(here('src/viewer.html'), 'utf8').replace(
  /@([a-z-]+)@/g,
  (whole, name) => values[name] ?? whole,
);
const licences = packages.map(({ title, text }) => `${title}\n\n${text}\n`).join('\n\n');

const check = process.argv.includes('--check');
const files = { 'viewer.html': page, 'viewer.js': viewer.text, 'THIRD_PARTY.txt': licences };
for (const [name, text] of Object.entries(files)) {
  const file = here(assets + name);
  if (!check) {
    writeFileSync(file, text);
    console.log(`${name}: ${text.length} characters`);
  } else if (readFileSync(file, 'utf8') !== text) {
    console.error(`src/web/assets/${name} is not what tools/web builds: run npm run build`);
    process.exit(1);
  }
}
if (check) {
  console.log('src/web/assets is what tools/web builds');
}
