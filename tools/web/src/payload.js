// The payload: gzip of columnar JSON as base64 in a script element of its own.

/** Characters that turn the direction of writing: shown by their code, as everywhere in sandan. */
const turning = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g;

export const readable = (text) =>
  text.replace(turning, (c) => `U+${c.codePointAt(0).toString(16).toUpperCase()}`);

export async function readPayload() {
  const text = document.getElementById('payload').textContent.trim();
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  const json = await new Response(stream).text();
  const payload = JSON.parse(readable(json));
  payload.asWritten = readable(json) === json ? payload : JSON.parse(json);
  return payload;
}

/** Shapes of the payload: whole centimetres, each point the difference to the one before. */
export function readShapes({ xy, parts }) {
  let at = 0;
  let part = 0;
  let x = 0;
  let y = 0;
  const points = (count) => {
    const line = new Array(count);
    for (let i = 0; i < count; ++i) {
      x += xy[at++];
      y += xy[at++];
      line[i] = [x / 100, y / 100];
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
