// What a planner does at the workbench, done in Chromium.
// usage: node bench.mjs SANDAN GIS_DATA   exit 77 = skipped, something is not installed
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axe, launch, missing, picture, runAll } from './browser.mjs';
import { names, writeHostilePlan } from './hostile_plan.mjs';

const [sandan, data] = process.argv.slice(2);
const lacking = await missing();
if (lacking) {
  console.log(`skipped: ${lacking} is not installed, see tools/setup.sh --with-browser`);
  process.exit(77);
}

const folder = mkdtempSync(join(tmpdir(), 'sandan-bench-'));
const browser = await launch();

/** Starts the program and waits for the address it prints. */
async function serve(plan, file) {
  const child = spawn(sandan, ['serve', plan, '-o', join(folder, file), '--lang', 'ko'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise((found, failed) => {
    let text = '';
    child.stdout.on('data', (part) => {
      text += part;
      if (text.includes('\n')) {
        found(text.trim());
      }
    });
    child.on('exit', (code) => failed(new Error(`serve ended with ${code}`)));
  });
  const ended = new Promise((done) => child.on('exit', done));
  return {
    address,
    end: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

/** The page of a workbench; `seen.foreign` are requests to anybody else. */
async function open(address, hash = '') {
  const context = await browser.newContext({ viewport: { width: 1500, height: 900 }, acceptDownloads: true });
  const page = await context.newPage();
  const seen = { foreign: [], dialogs: [], errors: [] };
  page.on('request', (r) => r.url().startsWith(address) || seen.foreign.push(r.url()));
  page.on('dialog', (d) => (d.type() === 'beforeunload' || seen.dialogs.push(d.message()), d.accept()));
  page.on('pageerror', (e) => seen.errors.push(e.message));
  page.on('console', (m) => m.type() === 'error' && seen.errors.push(m.text()));
  await page.goto(address + hash);
  await page.waitForSelector('body[data-ready]', { state: 'attached', timeout: 60_000 });
  return { page, seen, close: () => context.close() };
}

const clean = (seen) => assert.deepEqual(seen, { foreign: [], dialogs: [], errors: [] });
const firm = (page, id) => page.locator(`#bench-firms button[data-firm="${id}"]`);
const lock = (page, id) => page.locator(`#bench-firms button[data-lock="${id}"]`);
const verdict = (page) => page.locator('#details .verdict');
const state = (page) => page.evaluate(() => fetch('state').then((answer) => answer.json()));
const held = async (page, id) => (await state(page)).firms.find((f) => f.id === id).lots;

/** Shows a lot in the middle of the map, by search, and tells where that is on the screen. */
async function placeOf(page, lot) {
  await page.locator('#search').fill(lot);
  await page.locator('#results button', { hasText: lot }).first().click();
  await page.waitForTimeout(600);
  const box = await page.locator('#map').boundingBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Waits until the firm's row tells what `test` asks for. */
const told = (page, id, text) =>
  page.waitForFunction(
    ([key, words]) => document.querySelector(`[data-firm="${key}"]`).textContent.includes(words),
    [id, text],
  );

const plan = join(data, 'new_complex/plan.toml');

const checks = {
  async 'click a lot: the verdict and every broken rule stand there at once; undo, redo'() {
    const bench = await serve(plan, 'a.csv');
    const { page, seen, close } = await open(bench.address);
    await picture(page, 'bench_1_first');
    const before = (await state(page)).firms;
    // F07 is heavy industry in the plan's own words: elsewhere some rule closes the lot.
    const at = await placeOf(page, 'G-B12-01');
    await firm(page, 'F07').click();
    assert.equal(await firm(page, 'F07').getAttribute('aria-pressed'), 'true');
    await page.mouse.click(at.x, at.y);
    await told(page, 'F07', '획지 3');
    const now = (await state(page)).firms.find((f) => f.id === 'F07');
    assert.ok(now.lots.includes('G-B12-01'));
    assert.equal(now.verdict, 'infeasible');
    assert.match(await verdict(page).textContent(), /✕/);
    const shown = await page.locator('#details').textContent();
    for (const finding of now.findings) {
      assert.ok(shown.includes(finding.rule), `${finding.rule} is not told`);
    }
    // F10 held that lot.
    assert.deepEqual(await held(page, 'F10'), []);
    await picture(page, 'bench_2_verdict');
    await page.locator('#undo').click();
    await told(page, 'F10', '획지 1');
    assert.deepEqual((await state(page)).firms, before);
    await page.locator('#redo').click();
    await told(page, 'F07', '획지 3');
    await page.keyboard.press('Control+z');
    await told(page, 'F07', '획지 2');
    assert.deepEqual((await state(page)).firms, before);
    clean(seen);
    await close();
    assert.equal(await bench.end(), 0);
  },

  async 'drag a firm onto a lot, lock it, optimise the rest, save'() {
    const bench = await serve(plan, 'b.csv');
    const { page, seen, close } = await open(bench.address);
    const at = await placeOf(page, 'G-B30-01');
    await firm(page, 'F02').hover();
    await page.mouse.down();
    await page.mouse.move(at.x - 5, at.y - 5, { steps: 4 });
    await page.mouse.move(at.x, at.y);
    await page.mouse.up();
    await page.waitForFunction(() => document.querySelector('#details .verdict'));
    assert.deepEqual(await held(page, 'F02'), ['G-B30-01']);
    await lock(page, 'F02').click();
    await page.waitForSelector('[data-lock="F02"][aria-pressed="true"]');
    await page.locator('#optimise').click();
    await page.waitForFunction(() => document.querySelector('#bench-message').textContent.includes('최적화함'), null, {
      timeout: 120_000,
    });
    const placed = (await state(page)).totals.placed;
    assert.ok(placed > 10, `${placed} firms`);
    assert.deepEqual(await held(page, 'F02'), ['G-B30-01']);
    await picture(page, 'bench_3_optimised');
    await page.locator('#save').click();
    await page.waitForFunction(() => document.querySelector('#bench-message').textContent.includes('b.csv'));
    const saved = readFileSync(join(folder, 'b.csv'), 'utf8');
    assert.match(saved, /^firm_id,parcels/);
    assert.match(saved, /\nF02,G-B30-01,/);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.exports a').first().click(),
    ]);
    assert.equal(readFileSync(await download.path(), 'utf8'), saved);
    clean(seen);
    await close();
    assert.equal(await bench.end(), 0);
  },

  async 'keys alone assign, in English, and nothing is against the rules of accessibility'() {
    const bench = await serve(plan, 'c.csv');
    const { page, seen, close } = await open(bench.address, '#lang=en');
    const start = await held(page, 'F05');
    await firm(page, 'F05').focus();
    await page.keyboard.press('Enter');
    assert.match(await page.locator('#bench-hint').textContent(), /F05/);
    await page.locator('#search').fill('G-B30-01');
    await page.keyboard.press('Enter');
    await page.locator('#give').focus();
    await page.keyboard.press('Enter');
    await told(page, 'F05', 'lots: 2');
    assert.deepEqual(await held(page, 'F05'), [...start, 'G-B30-01'].sort());
    await page.locator('#bench-sums summary').click();
    for (const language of ['en', 'ko']) {
      const { passes, violations } = await axe(page);
      assert.deepEqual(violations, []);
      console.log(`  axe (${language}): 0 violations, ${passes} passes`);
      await picture(page, `bench_4_${language}`);
      await page.locator('#language').click();
    }
    clean(seen);
    await close();
    assert.equal(await bench.end(), 0);
  },

  async 'names that look like code stay names'() {
    const bench = await serve(writeHostilePlan(folder), 'd.csv');
    const { page, seen, close } = await open(bench.address);
    for (const i of names.keys()) {
      await firm(page, `F${i}`).click();
      assert.ok((await page.locator('#details').textContent()).includes(names[i].slice(0, 9)));
    }
    await page.locator('#search').fill('L0 ');
    await page.locator('#results button').last().click();
    await page.locator('#give').click();
    await told(page, `F${names.length - 1}`, '획지');
    await page.locator('#save').click();
    await page.waitForFunction(() => document.querySelector('#bench-message').textContent.includes('d.csv'));
    assert.equal(await page.locator('#details img, #details svg, #side img, #side svg').count(), 0);
    assert.equal(await page.locator('script').count(), 4);
    await picture(page, 'bench_5_hostile');
    clean(seen);
    await close();
    assert.equal(await bench.end(), 0);
  },

  async 'when the program has ended the page says so'() {
    const bench = await serve(plan, 'e.csv');
    const { page, close } = await open(bench.address);
    assert.equal(await bench.end(), 0);
    await lock(page, 'F02').click();
    await page.waitForFunction(() => document.querySelector('#bench-message').textContent.includes('끝났습니다'));
    await close();
  },
};

const failed = await runAll(checks);
await browser.close();
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
