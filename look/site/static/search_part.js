"use strict";
// A part of what is searched, as look/site/search_part.py writes it: texts that stand in it once,
// lines of two texts each, and owners (documents, forms, budget tables) of some lines each. Its
// characters have one byte each, as look/site/one_byte.py tells.
jixiao.searchPart = (() => {
  const [TEXT, FIELD] = ["\n", "\t"];
  const [LEAD, TRAIL] = [0xa0, 0xd0];
  const BASE = TRAIL - LEAD;
  const SHORT = (BASE - 1) * BASE;
  const [KIND, YEAR, OFFICE, LINES, FIELDS] = [0, 1, 2, 3, 4];

  function numbers(source) {
    // Joined, it is a text of its own: single characters of a script's source are read ten times slower.
    const text = ` ${source}`;
    const found = new Int32Array(text.length);
    let count = 0;
    for (let n = 1, value = 0; n < text.length; n += 1) {
      const char = text.charCodeAt(n);
      if (char >= TRAIL) value = (value + char - TRAIL) * BASE;
      else { found[count] = value + char - LEAD; count += 1; value = 0; }
    }
    return found.subarray(0, count);
  }

  // What turns a word into the code in which it is searched, and a code into what it says.
  function alphabet(text) {
    const letters = [...text];
    const trails = (number, count) => Array.from({ length: count }, (_, n) => TRAIL + Math.floor(number / BASE ** (count - 1 - n)) % BASE);
    const codes = letters.map((_, n) => String.fromCharCode(...(n < SHORT ? [LEAD + Math.floor(n / BASE), ...trails(n, 1)] : [TRAIL - 1, ...trails(n - SHORT, 3)])));
    const plain = /^[ -)+-~]$/; // all of ASCII that is seen but the star
    const [code, said] = [new Map(letters.map((each, n) => [each, codes[n]])), new Map(letters.map((each, n) => [codes[n], each]))];
    return {
      coded: (word) => [...word].map((each) => (plain.test(each) ? each : code.get(each) ?? TEXT)).join(""),
      decoded: (found) => found.replace(/\u00cf[\u00d0-\u00ff]{3}|[\u00a0-\u00ce][\u00d0-\u00ff]/g, (each) => said.get(each)),
    };
  }

  // A part with its numbers read; they are kept as long as the part is.
  function opened(part) {
    if (part.ends) return part;
    const [texts, lengths, lines, owners] = part.text.split(FIELD);
    part.texts = texts;
    part.ends = numbers(lengths); // where each text ends, what parts it counted
    for (let n = 0, end = 0; n < part.ends.length; n += 1) { end += part.ends[n] + TEXT.length; part.ends[n] = end; }
    part.lines = numbers(lines); // of each line its two texts
    part.owners = numbers(owners);
    return part;
  }

  // Both texts of a line, coded.
  function texts(part, line) {
    const { texts: all, ends, lines } = opened(part);
    return [2 * line, 2 * line + 1].map((n) => all.slice(lines[n] ? ends[lines[n] - 1] : 0, ends[lines[n]] - TEXT.length));
  }

  // Which texts hold a word: a mark a text; null where none does.
  function holding(all, ends, word) {
    let marks = null;
    let text = 0;
    for (let at = all.indexOf(word); at >= 0; at = all.indexOf(word, ends[text])) {
      while (ends[text] <= at) text += 1;
      marks ??= new Uint8Array(ends.length);
      marks[text] = 1;
    }
    return marks;
  }

  // The lines in which one of the coded words stands, the others standing there or in the first line
  // of its owner or of its document; told by owner, with the numbers of the lines.
  function scan(part, words, tell) {
    const { texts: all, ends, lines, owners } = opened(part);
    const held = words.map((word) => holding(all, ends, word));
    if (held.includes(null)) return;
    const hit = (marks, line) => marks[lines[2 * line]] | marks[lines[2 * line + 1]];
    let document = 0;
    let at = -1; // the number of the document in its part
    for (let owner = 0, first = 0; owner < owners.length; owner += FIELDS) {
      if (owners[owner + KIND] === 0) { document = first; at += 1; }
      const end = first + owners[owner + LINES];
      // What the owner has by itself need not stand in its lines.
      const left = held.filter((marks) => !hit(marks, document) && !hit(marks, first));
      const found = [];
      for (let line = first; line < end; line += 1) {
        if (left.length ? left.every((marks) => hit(marks, line)) : held.some((marks) => hit(marks, line))) found.push(line);
      }
      if (found.length) tell({ number: owner / FIELDS, document: at, kind: owners[owner + KIND], year: owners[owner + YEAR], office: owners[owner + OFFICE], first, lines: found });
      first = end;
    }
  }

  return { alphabet, numbers, scan, texts };
})();
