// The payload: columnar JSON (schema sandan.web_map/2; src/report/web_tables.hpp tells its columns).

import { unpacked } from './unpack.js';

/** Characters that turn the direction of writing: shown by their code, as everywhere in sandan. */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

export const readable = (text) =>
  text.replace(turning, (c) => `U+${c.codePointAt(0).toString(16).toUpperCase()}`);

export async function readPayload() {
  const json = await unpacked('payload');
  const payload = JSON.parse(readable(json));
  payload.asWritten = readable(json) === json ? payload : JSON.parse(json);
  return payload;
}

/** Numbers that are each the difference to the one before. */
export function summed(column) {
  let sum = 0;
  return column.map((step) => (sum += step));
}

/** A column that states each value once. */
export const listed = ({ of, at }) => at.map((number) => of[number]);

/** A column of runs [length, value, length, value …]. */
export function unrolled(runs) {
  const column = [];
  for (let i = 0; i < runs.length; i += 2) {
    for (let n = 0; n < runs[i]; ++n) {
      column.push(runs[i + 1]);
    }
  }
  return column;
}

/** The value of a row in a column of runs. */
export function inRuns(runs, row) {
  let i = 0;
  for (let end = runs[0]; end <= row; end += runs[i]) {
    i += 2;
  }
  return runs[i + 1];
}

/** Shapes of the payload: whole centimetres; points that shapes share are stated once. */
export function readShapes({ xy, order, parts }) {
  const known = [];
  let at = 0;
  let part = 0;
  let x = 0;
  let y = 0;
  let last = 0; // number of the point before
  const points = (count) => {
    const line = new Array(count);
    for (let i = 0; i < count; ++i) {
      const step = order[at++];
      if (step) {
        last += step > 0 ? step - 1 : step;
      } else {
        last = known.length;
        x += xy[2 * last];
        y += xy[2 * last + 1];
        known.push([x / 100, y / 100]);
      }
      line[i] = known[last];
    }
    return line;
  };
  const many = (read) => Array.from({ length: parts[part++] }, read);
  const ring = () => {
    const open = points(parts[part++]);
    return [...open, open[0]];
  };
  const shapes = [];
  while (part < parts.length) {
    shapes.push({
      polygons: many(() => many(ring)),
      lines: many(() => points(parts[part++])),
      points: points(parts[part++]),
    });
  }
  return shapes;
}
