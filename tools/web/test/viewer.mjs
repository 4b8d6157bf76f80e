// What a planner does with the page, done in Chromium.
// usage: node viewer.mjs SANDAN GIS_DATA   exit 77 = skipped, something is not installed
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axe, launch, missing, open, picture, pixels, recordDrawing, runAll } from './browser.mjs';
import { names, writeHostilePlan } from './hostile_plan.mjs';

const [sandan, data] = process.argv.slice(2);
const lacking = await missing();
if (lacking) {
  console.log(`skipped: ${lacking} is not installed, see tools/setup.sh --with-browser`);
  process.exit(77);
}

const folder = mkdtempSync(join(tmpdir(), 'sandan-web-'));
const browser = await launch();

/** Makes a page with the program. */
function make(plan, theme, name, words = []) {
  const file = join(folder, name);
  execFileSync(sandan, ['map', plan, '--theme', theme, ...words, '-o', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  return file;
}

const clean = (seen) => assert.deepEqual(seen, { requests: [], dialogs: [], errors: [] });

/** Waits until what is drawn differs. */
async function redrawn(page, before) {
  for (let i = 0; i < 100; ++i) {
    const now = await pixels(page);
    if (now !== before) {
      return now;
    }
    await page.waitForTimeout(50);
  }
  return before;
}

const checks = {
  async 'the page is small, drawn, accessible and asks nobody for anything'() {
    const { page, seen, close } = await open(browser, complex);
    assert.ok(statSync(complex).size < 600_000, 'file above 0.6 MB');
    assert.match(await page.locator('#badge').textContent(), /SYNTHETIC/);
    assert.match(await page.locator('#scale').textContent(), /^1:[\d,]+$/);
    await picture(page, '1_first');
    for (const language of ['ko', 'en']) {
      assert.equal(await page.locator('html').getAttribute('lang'), language);
      const { passes, violations } = await axe(page);
      assert.deepEqual(violations, []);
      assert.ok(passes > 20);
      console.log(`  axe (${language}): 0 violations, ${passes} passes`);
      await page.locator('#language').click();
    }
    clean(seen);
    await close();
  },

  async 'search, panel, legend filter, layers, themes and swipe change what is seen'() {
    const { page, seen, close } = await open(browser, complex);
    await page.locator('#search').fill('F01');
    await page.locator('#results button').first().click();
    assert.match(await page.locator('#details h2').textContent(), /F01/);
    assert.match(page.url(), /firm=F01/);
    await page.locator('#details ul button').first().click();
    const panel = await page.locator('#details').textContent();
    assert.match(panel, /㎡ \([\d,]+평\)/);
    assert.match(panel, /F01/);
    assert.match(page.url(), /lot=/);
    assert.equal((await axe(page)).violations.length, 0);
    await page.waitForTimeout(400);
    await picture(page, '2_lot');

    await page.locator('#whole').click();
    await page.waitForTimeout(600);
    let drawn = await pixels(page);
    const steps = [
      () => page.locator('#legend input').first().uncheck(),
      () => page.locator('#legend input').first().check(),
      () => page.locator('#theme').selectOption('zoning'),
      () => page.locator('#theme').selectOption('landuse'),
      () => page.locator('#other').selectOption('findings'),
      () => page.locator('#divider').fill('25'),
    ];
    for (const step of steps) {
      await step();
      const now = await redrawn(page, drawn);
      assert.notEqual(now, drawn, `nothing changed after ${step}`);
      drawn = now;
      await page.waitForTimeout(200);
      drawn = await pixels(page);
    }
    await picture(page, '3_swipe');
    await page.locator('#other').selectOption('');
    await page.locator('#theme').selectOption('zoning');
    await page.waitForTimeout(300);
    await picture(page, '4_zoning');
    await page.locator('#theme').selectOption('findings');
    assert.match(await page.locator('#findings-count').textContent(), /FAIL \d+ · WARN \d+/);
    clean(seen);
    await close();
  },

  async 'names stand above every shape, the chosen one too'() {
    const { page, seen, close } = await open(browser, complex, '#theme=landuse&lang=ko', recordDrawing);
    const frame = async (theme) => {
      await page.locator('#theme').selectOption(theme);
      await page.locator('#whole').click();
      await page.waitForTimeout(800);
      const drawn = await page.evaluate(() => window.strokes);
      const name = drawn.findIndex((text) => text);
      assert.notEqual(name, -1, `${theme}: no name is drawn`);
      assert.equal(drawn.lastIndexOf(''), name - 1, `${theme}: a shape is drawn over ${drawn[name]}`);
      return drawn.filter(Boolean);
    };
    assert.ok((await frame('landuse')).some((text) => text.endsWith('천')), 'no river has its name');
    await page.locator('#search').fill('F01');
    await page.locator('#results button').first().click();
    await frame('allocation');
    await picture(page, '8_names');
    clean(seen);
    await close();
  },

  async 'nothing but the lists scrolls, whatever the scrollbars'() {
    const { page, seen, close } = await open(browser, complex, '#theme=allocation');
    for (const width of [1500, 1000]) {
      await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate(() => {
        const side = document.getElementById('side');
        const inside = side.getBoundingClientRect().left + side.clientLeft + side.clientWidth;
        return {
          page: document.documentElement.scrollHeight - window.innerHeight,
          side: side.scrollWidth - side.clientWidth,
          cut: [...side.querySelectorAll('select')].filter(
            (box) => box.getBoundingClientRect().right > inside,
          ).length,
        };
      });
      assert.deepEqual(found, { page: 0, side: 0, cut: 0 }, `at ${width} px`);
    }
    clean(seen);
    await close();
  },

  async 'pointer: the tip and the panel tell the lot under it'() {
    const { page, seen, close } = await open(browser, complex, '#theme=landuse&firm=F01&lang=en');
    await page.waitForTimeout(500);
    const box = await page.locator('#map').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForSelector('#tip:not([hidden])');
    const tip = await page.locator('#tip b').textContent();
    await picture(page, '6_tip');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.waitForFunction((id) => location.hash.includes('lot=') && document.querySelector('#details h2').textContent.includes(id), tip);
    await page.keyboard.press('Escape');
    assert.doesNotMatch(page.url(), /lot=/);
    clean(seen);
    await close();
  },

  async 'a link opens its lot, and keys alone reach everything'() {
    const { page, seen, close } = await open(browser, complex, '#theme=landuse&lot=G-B18-01&lang=en');
    assert.equal(await page.locator('#theme').inputValue(), 'landuse');
    await page.locator('#search').focus();
    await page.keyboard.type('F02');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    assert.match(await page.locator('#details h2').textContent(), /F02/);
    await page.locator('#search').fill('F01');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    assert.match(await page.locator('#details h2').textContent(), /F01/);
    assert.match(page.url(), /firm=F01/);
    assert.equal(await page.evaluate(() => document.activeElement.id), 'search');
    for (const query of ['no such lot', '']) {
      await page.locator('#search').fill(query);
      await page.keyboard.press('Enter');
      assert.match(page.url(), /firm=F01/, `"${query}" chose something`);
    }
    await page.locator('#map').focus();
    const scale = await page.locator('#scale').textContent();
    await page.keyboard.press('+');
    await page.waitForFunction((s) => document.querySelector('#scale').textContent !== s, scale);
    clean(seen);
    await close();
  },

  async 'a page of one complex lists its findings, and those of the whole plan as such'() {
    const words = ['--complex', 'general'];
    const file = make(join(data, 'faulty/plan.toml'), 'findings', 'general.html', words);
    const { page, seen, close } = await open(browser, file, '#lang=en');
    await page.locator('#findings-count').click();
    const rows = await page.locator('#findings li button').allTextContents();
    assert.ok(rows.some((row) => row.includes('[whole plan]')));
    assert.ok(rows.some((row) => row.includes('G-B26-01')));
    assert.ok(!rows.some((row) => /[SFR]-B\d\d-\d\d/.test(row)), 'a lot of another complex');
    assert.match(await page.locator('#findings > .more').textContent(), /[1-9]\d* elsewhere are left out/);
    assert.deepEqual((await axe(page)).violations, []);
    await picture(page, '9_complex');
    clean(seen);
    await close();
  },

  async 'names that look like code stay names'() {
    const file = make(writeHostilePlan(folder), 'landuse', 'hostile.html');
    const text = readFileSync(file, 'utf8');
    assert.ok(names.every((name) => !text.includes(name) || name === '@payload@'));
    const { page, seen, close } = await open(browser, file);
    for (const i of names.keys()) {
      await page.locator('#search').fill(`F${i}`);
      await page.locator('#results button').first().click();
      await page.locator('#search').fill(`L${i} `);
      await page.locator('#results button').first().click();
      assert.ok((await page.locator('#details').textContent()).includes(names[i].slice(0, 9)));
    }
    assert.equal(await page.locator('#details img, #details svg, #side img, #side svg').count(), 0);
    assert.equal(await page.locator('script').count(), 4);
    await picture(page, '7_hostile');
    clean(seen);
    await close();
  },

  async 'the same plan gives the same page'() {
    const again = make(join(data, 'new_complex/plan.toml'), 'allocation', 'again.html');
    assert.ok(readFileSync(complex).equals(readFileSync(again)));
  },
};

const complex = make(join(data, 'new_complex/plan.toml'), 'allocation', 'complex.html');
const failed = await runAll(checks);
await browser.close();
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
