// The payload made ready: lots with what concerns each, firms and findings by id, search.

import { inRuns, listed, readShapes, summed, unrolled } from './payload.js';

function lotsOf({ lots, fields, asWritten }) {
  const shapes = summed(lots.shape);
  const columns = fields.map((name) => [name, listed(lots[name])]);
  return lots.id.map((id, i) => {
    const lot = { index: i, id, shape: shapes[i], area: lots.area[i], findings: [], firms: [] };
    lot.key = asWritten.lots.id[i];
    for (const [name, column] of columns) {
      lot[name] = column[i];
    }
    return lot;
  });
}

/** "산12-3" of a PNU of 19 digits (훈령 1965 §19). */
function jibunOf(pnu) {
  const [, kind, main, sub] = /^\d{10}([12])(\d{4})(\d{4})$/.exec(pnu) ?? [];
  return main && `${kind === '2' ? '산' : ''}${Number(main)}${Number(sub) ? `-${Number(sub)}` : ''}`;
}

/** A lot or parcel whose id is a PNU has the number and its 지번 by it. */
function withNumbers(item) {
  const jibun = jibunOf(item.id);
  return jibun ? { ...item, pnu: item.pnu || item.id, jibun: item.jibun || jibun } : item;
}

/** A 지번 is what its PNU says and the rest, or stands whole behind a "=". */
const wholeJibun = (id, rest) => (rest.startsWith('=') ? rest.slice(1) : `${jibunOf(id)}${rest}`);

function parcelsOf({ parcels }) {
  if (!parcels) {
    return [];
  }
  const shapes = summed(parcels.shape);
  const rests = listed(parcels.jibun);
  return parcels.id.map((id, i) => ({
    id,
    jibun: wholeJibun(id, rests[i]),
    shape: shapes[i],
    area: parcels.area[i],
  }));
}

/** Layers with all their columns, those left out too. */
const layerOf = (layer) => ({
  ...layer,
  shape: summed(layer.shape),
  labels: layer.labels ?? layer.style.map(() => []),
  key: listed(layer.key),
  mark: listed(layer.mark),
  overrun: unrolled(layer.overrun),
  priority: unrolled(layer.priority),
});

/** By firm: [verdict, score, rule] of a lot, or undefined where it is in no candidate site. */
export const sitingOf = ({ siting }, lot) =>
  (siting?.runs ?? []).map((runs) => siting.cells[inRuns(runs, lot.index)]);

/** Words to look a lot up by, small letters. */
export const indexed = (...words) => words.filter(Boolean).flat().join('\n').toLowerCase();

export function preparePlan(payload) {
  const plan = {
    ...payload,
    shapes: readShapes(payload),
    lots: lotsOf(payload).map(withNumbers),
    parcels: parcelsOf(payload).map(withNumbers),
    themes: payload.themes.map((theme) => ({ ...theme, layers: theme.layers.map(layerOf) })),
  };
  for (const finding of plan.findings) {
    finding.lots.forEach((lot) => plan.lots[lot].findings.push(finding));
  }
  plan.firms.forEach((firm, i) => (firm.key = payload.asWritten.firms[i].id));
  for (const firm of plan.firms) {
    firm.lots.forEach((lot) => plan.lots[lot].firms.push(firm));
    firm.words = indexed(firm.id, firm.name);
  }
  for (const lot of plan.lots) {
    lot.words = indexed(lot.id, lot.pnu, lot.jibun, ...lot.firms.map((f) => f.words));
  }
  for (const parcel of plan.parcels) {
    parcel.words = indexed(parcel.id, parcel.jibun);
  }
  return plan;
}

/** Lots, firms and, once something is asked for, parcels that hold every word of the query. */
export function search(plan, query) {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const hit = (item) => words.every((w) => item.words.includes(w));
  return {
    firms: words.length ? plan.firms.filter(hit) : [],
    lots: plan.lots.filter(hit),
    parcels: words.length ? plan.parcels.filter(hit) : [],
  };
}
