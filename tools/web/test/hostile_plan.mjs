// A small plan whose every name tries to be markup, script, a template or a terminal sequence.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const names = [
  '</script><script>alert(1)</script>',
  '"><img src=x onerror=alert(2)>',
  "javascript:alert(3)//'",
  ']]><svg onload=alert(4)>',
  '{{7*7}}${alert(5)}\u2028\u2029',
  '@payload@ \u202Egnp.exe',
];

const square = (i, properties) => {
  const [x, y] = [205000 + 120 * i, 364000];
  const ring = [[x, y], [x + 100, y], [x + 100, y + 100], [x, y + 100], [x, y]];
  return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } };
};

const collection = (features) =>
  JSON.stringify({
    type: 'FeatureCollection',
    crs: { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::5186' } },
    features,
  });

export function writeHostilePlan(folder) {
  const write = (name, text) => writeFileSync(join(folder, name), text);
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  write(
    'lots.geojson',
    collection(names.map((name, i) => square(i, { id: `L${i} ${name}`, complex: 'c', use: 'IND', block: name }))),
  );
  write('firms.csv', `firm_id,name,ksic\n${names.map((name, i) => `F${i},${quoted(name.replace(/[\u2028\u2029]/g, ''))},23995`).join('\n')}\n`);
  write(
    'assignments.csv',
    `firm_id,parcels\n${names.map((name, i) => `F${i},${quoted(`L${i} ${name}`)}`).filter((row) => !/;/.test(row)).join('\n')}\n`,
  );
  write(
    'plan.toml',
    `[plan]
name = ${JSON.stringify(names.slice(0, 4).join(' '))}
reference_date = 2024-06-26
crs = "EPSG:5186"
jurisdiction = ["kr"]
synthetic = true
[[complex]]
id = "c"
name = ${JSON.stringify(names[1])}
kind = "일반산업단지"
designated_area_m2 = 60000
[layers.lots]
path = "lots.geojson"
[firms]
path = "firms.csv"
[assignments]
path = "assignments.csv"
`,
  );
  return join(folder, 'plan.toml');
}
