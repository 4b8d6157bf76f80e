// What a planner does with the report of a plan as one page, done in Chromium.
// usage: node report.mjs SANDAN GIS_DATA   exit 77 = skipped, something is not installed
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { axe, launch, missing, open, picture, runAll } from './browser.mjs';
import { names, writeHostilePlan } from './hostile_plan.mjs';

const [sandan, data] = process.argv.slice(2);
const lacking = await missing();
if (lacking) {
  console.log(`skipped: ${lacking} is not installed, see tools/setup.sh --with-browser`);
  process.exit(77);
}

const folder = mkdtempSync(join(tmpdir(), 'sandan-report-'));
const browser = await launch();
const plan = join(data, 'new_complex/plan.toml');

/** Makes a page with the program. */
function make(words, name) {
  const file = join(folder, name);
  execFileSync(sandan, [...words, '-o', file], { stdio: ['ignore', 'ignore', 'inherit'] });
  return file;
}

const clean = (seen) => assert.deepEqual(seen, { requests: [], dialogs: [], errors: [] });
const panel = (page) => page.locator('#details h2').textContent();
const visible = (page, selector) =>
  page.locator(selector).evaluate((node) => {
    const box = node.getBoundingClientRect();
    return box.top < window.innerHeight && box.bottom > 0;
  });

/** By how much the page is too wide, and how many tables are. */
const cutOff = (page) =>
  page.evaluate(() => ({
    page: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    tables: [...document.querySelectorAll('#report table')].filter(
      (table) => table.getBoundingClientRect().right > table.parentElement.getBoundingClientRect().right,
    ).length,
  }));

const checks = {
  async 'map and chapters are in one small file that asks nobody for anything'() {
    const { page, seen, close } = await open(browser, report);
    assert.ok(statSync(report).size < 600_000, 'file above 0.6 MB');
    const policy = await page.locator('meta[http-equiv]').getAttribute('content');
    assert.match(policy, /^default-src 'none'; script-src '[^']+' '[^']+'; style-src '[^']+'; base-uri/);
    assert.doesNotMatch(policy, /unsafe|blob|data:|http/);
    assert.equal(await page.locator('img').count(), 0);
    assert.ok(await visible(page, '#map'));
    assert.ok(await visible(page, '#contents'), 'the way to the chapters is not on the first screen');
    const chapters = await page.locator('#report h3').allTextContents();
    for (const title of ['요약', '토지이용계획표', '도면', '규칙 점검', '기업별 입지', '기업 배치', '부록']) {
      assert.ok(chapters.includes(title), title);
    }
    await picture(page, 'report_1_first');
    for (const language of ['ko', 'en']) {
      const { passes, violations } = await axe(page);
      assert.deepEqual(violations, []);
      console.log(`  axe (${language}): 0 violations, ${passes} passes`);
      assert.equal(await page.locator('#report').getAttribute('lang'), 'ko');
      assert.match(await page.title(), language === 'ko' ? /. – 보고서$/ : /. – Report$/);
      assert.equal(await page.locator('#report-language').isVisible(), language === 'en');
      await page.locator('#language').click();
    }
    clean(seen);
    await close();
  },

  async 'what a chapter names is shown on the map, and the panel leads back'() {
    const { page, seen, close } = await open(browser, report);
    await page.locator('#contents a', { hasText: '기업 배치' }).click();
    assert.ok(await visible(page, 'h3:text-is("기업 배치")'));
    assert.ok(!(await visible(page, '#map')));
    await page.waitForTimeout(300);
    await picture(page, 'report_2_chapter');
    const lot = page.locator('h3:text-is("기업 배치") ~ table a[href^="#lot="]').first();
    const id = await lot.textContent();
    const place = await page.evaluate(() => window.scrollY);
    await lot.click();
    assert.equal(await panel(page), `필지 ${id}`);
    assert.match(page.url(), new RegExp(`lot=${id}`));
    assert.ok(await visible(page, '#map'));
    await page.waitForTimeout(500);
    await picture(page, 'report_3_lot');

    await page.goBack();
    await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 5, place);
    await page.locator('#report h4 a', { hasText: 'F01' }).click();
    assert.match(await panel(page), /^F01/);
    await page.locator('#in-report summary').click();
    const way = page.locator('#in-report button', { hasText: '기업 배치' });
    await way.click();
    const focused = await page.evaluate(() => document.activeElement.closest('tr')?.textContent);
    assert.match(focused, /^F01/);
    await page.locator('#report a[href="#theme=zoning"]').click();
    assert.equal(await page.locator('#theme').inputValue(), 'zoning');
    clean(seen);
    await close();
  },

  async 'a finding has one number in table, panel and map, and its law'() {
    const file = make(['report', join(data, 'faulty/plan.toml'), '--lang', 'en'], 'faulty.html');
    const { page, seen, close } = await open(browser, file, '#theme=findings');
    const row = page.locator('#report tr:has(a[href^="#finding="])', { hasText: 'GT-02' }).first();
    const cells = await row.locator('td').allTextContents();
    await row.locator('a').click();
    assert.equal(await panel(page), `Findings ${cells[0]}`);
    const text = await page.locator('#details').textContent();
    for (const words of [cells[1], cells[3], cells[5]]) {
      assert.ok(text.includes(words), words);
    }
    await page.waitForTimeout(500);
    await picture(page, 'report_7_finding');
    assert.deepEqual((await axe(page)).violations, []);
    await page.setViewportSize({ width: 1000, height: 800 });
    assert.deepEqual(await cutOff(page), { page: 0, tables: 0 });
    await page.locator('#contents a', { hasText: 'Findings' }).click();
    await picture(page, 'report_8_findings');
    clean(seen);
    await close();
  },

  async 'keys alone lead to the report and back to the map'() {
    const { page, seen, close } = await open(browser, report);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'to-report');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.getElementById('report').getBoundingClientRect().top < 100);
    await page.keyboard.press('Tab');
    const first = page.locator('#report a').first();
    assert.ok(await first.evaluate((node) => node === document.activeElement));
    await page.keyboard.press('Enter');
    assert.ok(await visible(page, '#map'));
    assert.equal(await page.evaluate(() => document.activeElement.id), 'details');
    await page.locator('#search').fill('F02');
    await page.keyboard.press('Enter');
    assert.match(await panel(page), /^F02/);
    clean(seen);
    await close();
  },

  async 'the wheel scrolls past the map until the map is pressed'() {
    const { page, seen, close } = await open(browser, report);
    const box = await page.locator('#map').boundingBox();
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, 300);
    await page.waitForFunction(() => window.scrollY > 200);
    await page.evaluate(() => window.scrollTo(0, 0));
    const scale = await page.locator('#scale').textContent();
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.wheel(0, 300);
    await page.waitForFunction((s) => document.querySelector('#scale').textContent !== s, scale);
    assert.equal(await page.evaluate(() => window.scrollY), 0);
    clean(seen);
    await close();
  },

  async 'nothing is cut off on a narrow screen or on paper'() {
    const { page, seen, close } = await open(browser, report);
    for (const width of [1500, 1000]) {
      await page.setViewportSize({ width, height: 800 });
      assert.deepEqual(await cutOff(page), { page: 0, tables: 0 }, `at ${width} px`);
      const map = await page.locator('#map').boundingBox();
      assert.ok(map.width > 600 && map.height > 300, `map of ${map.width} × ${map.height} at ${width} px`);
      await page.evaluate(() => window.scrollTo(0, 0));
      await page.waitForTimeout(300);
      await picture(page, `report_4_${width}`);
      await page.locator('#contents a', { hasText: '기업별 입지' }).click();
      await picture(page, `report_5_${width}`);
    }
    await page.emulateMedia({ media: 'print' });
    assert.ok(!(await page.locator('#map').isVisible()));
    assert.ok(!(await page.locator('#report .hint').isVisible()));
    assert.match(await page.locator('#report .paper').innerText(), /sandan report PLAN -o report\.pdf/);
    assert.ok(await page.locator('#report table').first().isVisible());
    if (process.env.SANDAN_PICTURES) {
      await page.pdf({ path: join(process.env.SANDAN_PICTURES, 'report_6_print.pdf'), preferCSSPageSize: true });
    }
    clean(seen);
    await close();
  },

  async 'names that look like code stay names'() {
    const file = make(['report', writeHostilePlan(folder), '--lang', 'en'], 'hostile.html');
    const text = readFileSync(file, 'utf8');
    const markup = names.filter((name) => /[<"]/.test(name));
    assert.ok(markup.every((name) => !text.includes(name)));
    const { page, seen, close } = await open(browser, file);
    assert.equal(await page.locator('img, svg').count(), 0);
    assert.equal(await page.locator('script').count(), 4);
    const link = page.locator('#report a[href^="#firm="]', { hasText: names[0] }).first();
    await link.click();
    assert.ok((await panel(page)).includes(names[0]));
    assert.deepEqual((await axe(page)).violations, []);
    clean(seen);
    await close();
  },

  async 'the same plan gives the same page'() {
    assert.ok(readFileSync(report).equals(readFileSync(make(['report', plan, '--lang', 'ko'], 'again.html'))));
  },
};

const report = make(['report', plan, '--lang', 'ko'], 'report.html');
const failed = await runAll(checks);
await browser.close();
rmSync(folder, { recursive: true });
process.exit(failed ? 1 : 0);
