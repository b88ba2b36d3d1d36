/* How the index is written: kb/pages/shards_numbers.py and shards_postings.py. */

/* Whole numbers that were written as a text of one character each. */
export const numbers = (text) => {
  const found = [];
  for (let at = 0; at < text.length; at += 1) {
    const code = text.codePointAt(at);
    if (code > 0xffff) at += 1;
    found.push((code < 0xe000 ? code : code - 0x800) - 33);
  }
  return found;
};

/* A posting list as [[document, frequency], …]. */
export const postings = (text, unit) => {
  const flat = numbers(text);
  const found = [];
  for (let at = 0, document = -1; at < flat.length; at += 1) {
    document += flat[at] >> 1;
    found.push([document, (flat[at] % 2 ? flat[(at += 1)] : 1) / unit]);
  }
  return found;
};

const crc32 = (text) => {
  let total = -1;
  for (const byte of new TextEncoder().encode(text)) {
    total ^= byte;
    for (let bit = 0; bit < 8; bit += 1) total = (total >>> 1) ^ (total & 1 ? 0xedb88320 : 0);
  }
  return ~total >>> 0;
};

/* The file that holds a token. */
export const shardOf = (token, count) => crc32(token) % count;
