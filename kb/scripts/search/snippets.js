/* The sentence of a text that answers a query best, as parts with and without a mark: kb/analysis/snippets.py. */

const SENTENCE = /.+?(?:[.!?](?=\s)|[。！？；]|$)\s*/g;
const WIDE = /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;
const LABEL = 24;
const LONGEST = 60000;

const columns = (text) => Array.from(text).reduce((sum, one) => sum + (WIDE.test(one) ? 2 : 1), 0);

const fitting = (text, width) => {
  let used = 0;
  let at = 0;
  for (const one of text) {
    used += WIDE.test(one) ? 2 : 1;
    if (used > width) return at;
    at += one.length;
  }
  return at;
};

/* [begin, end, value] of everything wanted in `text`; they may overlap. */
export const occurrences = (text, wanted, analyzer) => {
  const spans = analyzer.spans(text);
  const found = wanted.find(spans.map(([unit]) => unit), true);
  return found.map(([begin, end, value]) => [spans[begin][1], spans[end - 1][2], value]);
};

const joined = (found) => {
  const merged = [];
  for (const [start, stop] of found) {
    const last = merged.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(stop, last[1]);
    else merged.push([start, stop]);
  }
  return merged;
};

/* `text` as [text, marked] parts, in order. */
export const parts = (text, wanted, analyzer) => {
  const found = [];
  let at = 0;
  for (const [start, stop] of joined(occurrences(text, wanted, analyzer))) {
    found.push([text.slice(at, start), false], [text.slice(start, stop), true]);
    at = stop;
  }
  return [...found, [text.slice(at), false]].filter(([part]) => part);
};

const ended = (text) => {
  const space = text.lastIndexOf(" ");
  return text.length - space < 20 && space > 20 ? text.slice(0, space) : text.trimEnd();
};

const cut = (sentence, [[first, end]], width) => {
  if (columns(sentence) <= width || columns(sentence.slice(0, end)) <= (width * 2) / 3) return 0;
  let start = first;
  for (let spare = Math.floor(width / 3); start > 0 && spare > 0; spare -= columns(sentence[start])) start -= 1;
  const space = sentence.slice(start, first).indexOf(" ");
  return space >= 0 ? start + space + 1 : start;
};

const better = (one, other) => {
  const at = one.findIndex((value, position) => value !== other[position]);
  return at >= 0 && one[at] > other[at];
};

const shortened = (text, width) => (columns(text) <= width ? text : text.slice(0, fitting(text, width - 1)).trimEnd() + "…");

/* At most `width` columns around the best sentence, one of the lines that tell what to do among equals; nothing when nothing wanted is in it. */
export const sentence = (text, wanted, analyzer, width, [from, to] = [0, 0]) => {
  let best = [0, 0, 0];
  let chosen;
  for (const [at, line] of text.slice(0, LONGEST).split("\n").entries()) {
    const advice = Number(from <= at && at < to);
    const plain = line.split(/\s+/).filter(Boolean).join(" ");
    for (const match of plain.matchAll(SENTENCE)) {
      const found = occurrences(match[0].trimEnd(), wanted, analyzer);
      const marks = joined(found);
      const worth = [new Set(found.map(([, , value]) => value)).size, Number(columns(match[0]) >= LABEL), Math.min(marks.length, 3) + advice];
      if (found.length && better(worth, best)) {
        best = worth;
        chosen = [match[0].trimEnd(), plain.slice(match.index + match[0].length), marks];
      }
    }
  }
  if (!chosen) return "";
  const [own, following, marks] = chosen;
  const start = cut(own, marks, width);
  const glue = !following || /[。！？；]$/.test(own) ? "" : " ";
  const whole = (start ? "…" : "") + own.slice(start) + glue + following;
  return columns(whole) > width ? ended(whole.slice(0, fitting(whole, width - 1))) + "…" : whole;
};

/* What is shown of a hit: the sentence that answers, else what it tells to do, else how it begins. */
export const shown = (hit, wanted, analyzer, width) => {
  const found = sentence(hit.x ?? "", wanted, analyzer, width, hit.a);
  if (found) return found;
  const line = (hit.d || hit.s || hit.x || "").split(/\s+/).join(" ").slice(0, 4 * width);
  return sentence(line, wanted, analyzer, width) || shortened(line, width);
};
