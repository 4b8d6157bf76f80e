// A page of the viewer in headless Chromium, without any network.
import { existsSync, mkdirSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

/** What the tests need and this machine does not have; empty when all is there. */
export async function missing() {
  try {
    await import('playwright-core');
    await import('axe-core');
  } catch {
    return 'node_modules of tools/web';
  }
  return chromium() ? '' : 'chromium';
}

export const chromium = () =>
  [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );

export async function launch() {
  const playwright = await import('playwright-core');
  return playwright.chromium.launch({
    executablePath: chromium(),
    args: ['--no-sandbox', '--disable-gpu'],
    ignoreDefaultArgs: ['--hide-scrollbars'], // as a planner's browser shows them
  });
}

/**
 * Opens a file and waits until the map is drawn; `seen` collects what must not happen. `before` is
 * run in the page ahead of its own script.
 */
export async function open(browser, file, hash = '', before = undefined) {
  const context = await browser.newContext({ offline: true, viewport: { width: 1500, height: 900 } });
  const page = await context.newPage();
  if (before) {
    await page.addInitScript(before);
  }
  const seen = { requests: [], dialogs: [], errors: [] };
  page.on('request', (r) => r.url().startsWith('file:') || seen.requests.push(r.url()));
  page.on('dialog', (d) => (seen.dialogs.push(d.message()), d.dismiss()));
  page.on('pageerror', (e) => seen.errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && seen.errors.push(m.text()));
  await page.goto(pathToFileURL(file).href + hash);
  try {
    await page.waitForSelector('body[data-ready]', { state: 'attached', timeout: 60_000 });
  } catch (error) {
    throw new Error(`the map was never drawn: ${JSON.stringify(seen)}`, { cause: error });
  }
  return { page, seen, close: () => context.close() };
}

/** Runs checks by name, one after the other, and tells of each; how many failed. */
export async function runAll(checks) {
  let failed = 0;
  for (const [name, check] of Object.entries(checks)) {
    try {
      await check();
      console.log(`ok: ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAILED: ${name}\n${error.stack}`);
    }
  }
  return failed;
}

/** Violations that axe-core finds, in words. */
export async function axe(page) {
  const source = createRequire(import.meta.url).resolve('axe-core/axe.min.js');
  const text = (await import('node:fs')).readFileSync(source, 'utf8');
  await page.evaluate(text); // over the debugger: the page's own policy stays as it is
  const { violations, passes } = await page.evaluate(() => window.axe.run());
  return {
    passes: passes.length,
    violations: violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(' | ')}`),
  };
}

/** The drawn map as one number: differs when other pixels are drawn. */
export const pixels = (page) =>
  page.evaluate(() => {
    let sum = 0;
    for (const canvas of document.querySelectorAll('#map canvas')) {
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < data.length; i += 4) {
        sum = (sum * 31 + data[i] + 256 * data[i + 1] + 65536 * data[i + 2]) % 9007199254740;
      }
    }
    return sum;
  });

/** To be run ahead of a page: `strokes` tells what each frame draws on the map, in order. */
export function recordDrawing() {
  window.strokes = [];
  const pen = CanvasRenderingContext2D.prototype;
  for (const name of ['fill', 'stroke', 'fillText']) {
    const draw = pen[name];
    pen[name] = function (...rest) {
      if (this.canvas.closest?.('#map')) {
        window.strokes.push(name === 'fillText' ? rest[0] : '');
      }
      return draw.apply(this, rest);
    };
  }
  const next = window.requestAnimationFrame;
  window.requestAnimationFrame = (act) =>
    next.call(window, (time) => {
      const before = window.strokes;
      window.strokes = [];
      act(time);
      if (!window.strokes.length) {
        window.strokes = before; // a frame that draws nothing
      }
    });
}

/** Keeps a picture for a person to look at, if a folder is named. */
export async function picture(page, name) {
  const folder = process.env.SANDAN_PICTURES;
  if (folder) {
    mkdirSync(folder, { recursive: true });
    await page.screenshot({ path: `${folder}/${name}.png` });
  }
}
