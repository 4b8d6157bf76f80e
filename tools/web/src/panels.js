// What stands beside the map: legend, layers, results of search, findings, details of a lot or firm.

import { element, facts, fill } from './dom.js';
import { areaText, layerName, number, say, word } from './words.js';
import { swatch } from './styles.js';
import { search, sitingOf } from './plan.js';

const shownAtMost = 60;

/** A list of buttons; `act` is given the item. */
function buttons(items, text, act) {
  const rows = items
    .slice(0, shownAtMost)
    .map((item) =>
      element('li', {}, element('button', { type: 'button', onclick: () => act(item) }, ...text(item))),
    );
  if (items.length > shownAtMost) {
    rows.push(element('li', { class: 'more' }, word('more', { n: items.length - shownAtMost })));
  }
  return element('ul', {}, ...rows);
}

const name = (text) => element('bdi', {}, text);

export function showResults(plan, query, { selectLot, selectFirm, selectParcel }) {
  const { firms, lots, parcels } = search(plan, query);
  const lists = [];
  if (firms.length) {
    lists.push(
      element('h3', {}, `${word('firm')} ${firms.length}`),
      buttons(firms, (firm) => [element('b', {}, firm.id), ' ', name(firm.name)], selectFirm),
    );
  }
  if (lots.length) {
    lists.push(
      element('h3', {}, `${word('lot')} ${number(lots.length)}`),
      buttons(
        lots,
        (lot) => [
          element('b', {}, name(lot.id)),
          ' ',
          name([say(lot.use), ...lot.firms.map((firm) => firm.name)].filter(Boolean).join(' · ')),
        ],
        selectLot,
      ),
    );
  }
  if (parcels.length) {
    lists.push(
      element('h3', {}, `${word('parcel')} ${number(parcels.length)}`),
      buttons(parcels, (parcel) => [element('b', {}, name(parcel.jibun)), ' ', name(parcel.id)], selectParcel),
    );
  }
  fill('results', ...(lists.length ? lists : [element('p', {}, word('noHit'))]));
}

/**
 * Rows with a key switch what they stand for on and off. Several rows with one key (the findings,
 * listed one by one on paper) are one row here.
 */
export function showLegend(plan, theme, hidden, changed) {
  const sample = (row) =>
    row.geometry === 't' ? '' : swatch(plan.styles[row.style], row.geometry, row.mark);
  const label = (row) =>
    ['FAIL', 'WARN'].includes(row.key) ? `${row.key} ${word(row.key)}` : say(row.label);
  const text = (row) => [
    sample(row),
    element('span', {}, name(label(row)), element('small', {}, say(row.detail))),
  ];
  const row = (entry) => {
    if (!entry.key) {
      return element('li', {}, element('div', { class: 'row' }, ...text(entry)));
    }
    const box = element('input', {
      type: 'checkbox',
      onchange: () => {
        hidden[box.checked ? 'delete' : 'add'](entry.key);
        changed();
      },
    });
    box.checked = !hidden.has(entry.key);
    return element('li', {}, element('label', { class: 'row' }, box, ...text(entry)));
  };
  const first = (entry) => theme.legend.find((other) => other.key === entry.key) === entry;
  const rows = theme.legend.filter((entry) => !entry.key || first(entry));
  fill('legend', element('h2', {}, say(theme.legendTitle)), element('ul', {}, ...rows.map(row)));
}

export function showLayers(layers) {
  const row = (layer) => {
    const box = element('input', {
      type: 'checkbox',
      onchange: () => layer.setVisible(box.checked),
    });
    box.checked = layer.getVisible();
    return element('li', {}, element('label', { class: 'row' }, box, layerName(layer.get('name'))));
  };
  fill('layers', element('ul', {}, ...[...layers].reverse().map(row)));
}

const status = (finding) =>
  element('span', { class: `status ${finding.result}` }, `${finding.result} ${word(finding.result)}`);

/** In a page of one complex: that the finding is not of the complex alone. */
const reach = (finding) => (finding.planWide ? element('em', {}, ` ${word('ofThePlan')} `) : '');

/** In a page of one complex: what is told here and what is not. */
const elsewhere = (plan) =>
  plan.complex
    ? [
        element(
          'p',
          { class: 'more' },
          word('elsewhere', {
            complex: plan.complex,
            wide: plan.findings.filter((finding) => finding.planWide).length,
            n: plan.elsewhere,
          }),
        ),
      ]
    : [];

export function showFindings(plan, selectFinding) {
  const count = (result) => plan.findings.filter((f) => f.result === result).length;
  fill(
    'findings-count',
    `${word('findings')} (FAIL ${count('FAIL')} · WARN ${count('WARN')})`,
  );
  fill(
    'findings',
    plan.findings.length
      ? buttons(
          plan.findings,
          (finding) => [
            status(finding),
            ` ${finding.number}. ${finding.rule} `,
            reach(finding),
            name(finding.subject),
            element('small', {}, name(say(finding.message))),
          ],
          selectFinding,
        )
      : element('p', {}, word('noFinding')),
    ...elsewhere(plan),
  );
}

/** The findings of a lot; a page of one complex does not know those of another's. */
function findingsOf(plan, lot) {
  const foreign = plan.complex && lot.complex !== plan.complex;
  if (lot.findings.length || !foreign) {
    return lot.findings.length
      ? lot.findings.map((finding) => findingBlock(plan, finding, 'h4'))
      : [element('p', {}, word('noFinding'))];
  }
  return [element('p', {}, word('otherComplex', { complex: plan.complex }))];
}

export function findingBlock(plan, finding, heading) {
  const value = (v) => (v === null ? '' : `${number(v, Number.isInteger(v) ? 0 : 2)} ${say(finding.unit)}`);
  return element(
    'article',
    { class: 'finding' },
    element(heading, {}, status(finding), ` ${finding.rule} `, reach(finding), say(plan.rules[finding.rule]?.title)),
    element('p', {}, name(say(finding.message))),
    facts([
      [word('measured'), value(finding.measured)],
      [word('threshold'), value(finding.threshold)],
      [word('missing'), finding.missing?.map(say).join(', ')],
      [word('source'), finding.source],
    ]),
  );
}

function firmBlock(firm, selectFirm) {
  const heading = selectFirm
    ? element('button', { type: 'button', class: 'link', onclick: () => selectFirm(firm) }, firm.id, ' ', name(firm.name))
    : null;
  return element(
    'div',
    {},
    heading ?? '',
    facts([
      [word('ksic'), firm.ksic],
      [word('jobs'), firm.jobs === null ? '' : number(firm.jobs)],
      [word('investment'), firm.investment === null ? '' : `${number(firm.investment)} 억원`],
      [word('area'), firm.area ? areaText(firm.area) : ''],
      [word('phase'), firm.phase || ''],
      [word('score'), firm.score === null ? '' : number(firm.score, 1)],
      [word('notPlaced'), say(firm.reason)],
    ]),
  );
}

/** Firms by their best verdict on a lot: who could settle, and which rule keeps the others out. */
function sitingBlock(plan, lot) {
  const rows = sitingOf(plan, lot)
    .map((cell, i) => cell && { firm: plan.firms[i], verdict: cell[0], score: cell[1], rule: cell[2] })
    .filter(Boolean)
    .sort((a, b) => b.score - a.score);
  if (!rows.length) {
    return [];
  }
  const marks = { feasible: '✓', conditional: '△', infeasible: '✕', unknown: '○' };
  return [
    element('h3', {}, word('siting')),
    element(
      'table',
      {},
      element(
        'tbody',
        {},
        ...rows.map(({ firm, verdict, score, rule }) =>
          element(
            'tr',
            {},
            element('th', { scope: 'row' }, firm.id, ' ', name(firm.name)),
            element('td', {}, `${marks[verdict]} ${word(verdict)}`),
            element('td', {}, score ? number(score) : (rule ?? '')),
          ),
        ),
      ),
    ),
  ];
}

const close = (clear) =>
  element('button', { type: 'button', class: 'close', onclick: clear }, word('closePanel'));

export function showLot(plan, lot, { selectFirm, clear, zoom }, bench) {
  fill(
    'details',
    element('header', {}, element('h2', {}, `${word('lot')} `, name(lot.id)), close(clear)),
    element('button', { type: 'button', onclick: zoom }, word('show')),
    ...(bench?.offer(lot) ?? []),
    facts([
      [word('use'), say(lot.use)],
      [word('area'), areaText(lot.area)],
      [word('pnu'), lot.pnu],
      [word('jibun'), lot.jibun],
      [word('complex'), lot.complex],
      [word('block'), lot.block],
      [word('zoning'), say(lot.zoning)],
      [word('management'), say(lot.management)],
      [word('industry'), lot.industry],
      [word('phase'), lot.phase],
    ]),
    element('h3', {}, word('firm')),
    ...(lot.firms.length
      ? lot.firms.map((firm) => firmBlock(firm, selectFirm))
      : [element('p', {}, word('vacant'))]),
    element('h3', {}, word('findings')),
    ...findingsOf(plan, lot),
    ...sitingBlock(plan, lot),
  );
}

export function showFirm(plan, firm, { selectLot, clear }, bench) {
  fill(
    'details',
    element('header', {}, element('h2', {}, firm.id, ' ', name(firm.name)), close(clear)),
    ...(bench?.verdict(firm) ?? []),
    firmBlock(firm),
    element('h3', {}, word('lots')),
    buttons(
      firm.lots.map((i) => plan.lots[i]),
      (lot) => [element('b', {}, name(lot.id)), ` ${areaText(lot.area)}`],
      selectLot,
    ),
  );
}

export const showParcel = (parcel, { clear }) =>
  fill(
    'details',
    element('header', {}, element('h2', {}, `${word('parcel')} `, name(parcel.jibun)), close(clear)),
    facts([
      [word('pnu'), parcel.pnu ?? parcel.id],
      [word('jibun'), parcel.jibun],
      [word('area'), areaText(parcel.area)],
    ]),
  );

export function showFinding(plan, finding, { selectLot, clear }) {
  fill(
    'details',
    element('header', {}, element('h2', {}, `${word('findings')} ${finding.number}`), close(clear)),
    findingBlock(plan, finding, 'h3'),
    buttons(
      finding.lots.map((i) => plan.lots[i]),
      (lot) => [element('b', {}, name(lot.id)), ` ${areaText(lot.area)}`],
      selectLot,
    ),
  );
}

/** Below the first facts of what is shown, above the long lists. */
export function addBelowFacts(nodes) {
  const blocks = [...document.getElementById('details').children];
  blocks.find((block) => block.matches('dl') || block.querySelector('dl'))?.after(...nodes);
}

export const showNothing = () =>
  fill('details', element('h2', {}, word('details')), element('p', {}, word('nothing')));

export function showTip(lot, pixel) {
  const tip = document.getElementById('tip');
  tip.hidden = !lot;
  if (!lot) {
    return;
  }
  const firms = lot.firms.map((firm) => firm.name).join(', ');
  tip.replaceChildren(
    element('b', {}, name(lot.id)),
    ` ${say(lot.use)}`,
    element('br'),
    areaText(lot.area),
    ...(firms ? [element('br'), name(firms)] : []),
    ...(lot.findings.length ? [element('br'), `${word('findings')} ${lot.findings.length}`] : []),
  );
  const room = tip.parentElement.clientWidth - tip.offsetWidth - 8;
  tip.style.left = `${Math.max(0, Math.min(pixel[0] + 14, room))}px`;
  tip.style.top = `${pixel[1] + 14}px`;
}
