// The search of the book, loaded when the search field is first used. No network but files of the book itself.
//
// Its index, made when the book is built, is a folder of scripts so that it also opens from a disk. Each calls
// tokenbookIndex(name, content):
//   index.js       count    how many records there are; a record is a page, or an answer on one
//                  records  the number of the first record in each records-n.js
//                  kinds    [[first record, kind in words, weight], …]
//                  words    the first word in each words-n.js
//                  synonyms [[[typed, …], [looked for as well, …]], …]
//   records-0.js   [[title, address, sentence, slug, heading, slug, heading, …], …]
//   words-0.js     {"web": "names,titles,headings,texts"}: where the word is. The first two list records, the others records
//                  and their sections, 0 before the first heading. `*` in front: it is in too many texts to list them.
// A list is of rising numbers, each as its difference from the one before, in digits of 64 signs, the lowest first, of which
// the first 32 signs end a number. A section is twice its difference, and one more where another of that record follows.
// A word is a run of letters and digits in lower case; what `-`, `_`, `.` join is one as a whole, and so are its parts.
"use strict";
(() => {
  const folder = new URL("search/", document.currentScript.src);
  const maximumLength = 100;
  // What a word in each place is worth, and how much of that where it is not quite the word that was typed.
  const worth = { name: 18, title: 12, heading: 5, text: 1.5 };
  const nearness = { inflected: 0.85, begun: 0.7, synonym: 0.6, mistyped: 0.5, inPhrase: 0.3 };
  const maximumFiles = 12;

  // Loading

  const loaded = new Map();
  const waiting = new Map();

  window.tokenbookIndex = (name, content) => waiting.get(name)?.(content);

  class Unreadable extends Error {}

  // The content of one file of the index.
  function load(name) {
    if (!loaded.has(name)) {
      loaded.set(name, new Promise((done, fail) => {
        waiting.set(name, done);
        const script = document.createElement("script");
        script.src = new URL((name || "index") + ".js", folder).href;
        script.onerror = () => { loaded.delete(name); fail(new Unreadable()); };
        document.head.append(script);
      }));
    }
    return loaded.get(name);
  }

  // Words

  const lower = (text) => [...text].map((one) => one.toLowerCase()).join("");
  const wordsOf = (text) =>
    (lower(text).match(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu) ?? []).filter((word) => word.length <= maximumLength);
  const partsOf = (word) => word.split(/[-_.]/);
  const stemOf = (word) => word.replace(/(?<=\p{L}{3})(ing|ed|es|s|e|d)$/u, "");

  // The words of the files that may have a word that begins so.
  async function entriesFrom(index, beginning, most = 2) {
    let file = Math.max(0, placeIn(index.words, beginning));
    const files = [];
    do files.push(load("words-" + file++));
    while (index.words[file]?.startsWith(beginning) && files.length < most);
    return (await Promise.all(files)).flatMap((words) => Object.entries(words));
  }

  // The last of rising values that is not above another one; -1 where all are.
  function placeIn(values, value) {
    let low = -1, high = values.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if (values[middle] <= value) low = middle; else high = middle;
    }
    return low;
  }

  // Words of the book that one word stands for: [[word, how near, where], …].
  async function lookUp(index, word) {
    const stem = stemOf(word);
    const found = [];
    for (const [other, where] of await entriesFrom(index, word)) {
      if (other === word) found.push([other, 1, where]);
      else if (stemOf(other) === stem) found.push([other, nearness.inflected, where]);
      else if (other.startsWith(word)) found.push([other, nearness.begun * (0.5 + 0.5 * word.length / other.length), where]);
    }
    return found.sort((one, other) => other[1] - one[1]).slice(0, 40);
  }

  // The word of the book that was most likely meant, or undefined.
  async function nearest(index, word) {
    const most = word.length < 4 ? 0 : word.length < 8 ? 1 : 2;
    if (!most) return undefined;
    const beginnings = [word, word[1] + word[0] + word.slice(2), word.slice(1), word[0] + word.slice(2)];
    let best, least = most + 1;
    for (const beginning of new Set(beginnings.map((one) => one.slice(0, 2)))) {
      for (const [other, where] of await entriesFrom(index, beginning, maximumFiles)) {
        if (Math.abs(other.length - word.length) > most) continue;
        const apart = distance(word, other);
        // Of two that are as near, one that is a name.
        const better = apart < least || (apart === least && apart <= most && /^\*?[^,]/.test(where) && !/^\*?[^,]/.test(best[2]));
        if (better) { best = [other, nearness.mistyped, where]; least = apart; }
      }
    }
    return best;
  }

  // How many letters were left out, added, changed or swapped.
  function distance(one, other) {
    let before = [], last = [...Array(other.length + 1).keys()];
    for (let i = 1; i <= one.length; i++) {
      const row = [i];
      for (let j = 1; j <= other.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] === other[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1]) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      [before, last] = [last, row];
    }
    return last[other.length];
  }

  // Places

  const digits = new Map([..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"].map((sign, value) => [sign, value]));

  function* numbersIn(list) {
    let number = 0, unit = 1;
    for (const sign of list) {
      const digit = digits.get(sign);
      number += (digit % 32) * unit;
      unit *= 32;
      if (digit < 32) { yield number; number = 0; unit = 1; }
    }
  }

  // [[record, section, worth], …] of one word, and how many records have it.
  const decoded = new Map();
  function placesOf(word, where) {
    if (decoded.has(word)) return decoded.get(word);
    const [names = "", titles = "", headings = "", texts = ""] = where.replace("*", "").split(",");
    const places = [], records = new Set();
    for (const [list, weight] of [[names, worth.name], [titles, worth.title]]) {
      let record = 0;
      for (const step of numbersIn(list)) places.push([record += step, 0, weight]);
    }
    for (const [list, weight] of [[headings, worth.heading], [texts, worth.text]]) {
      let record = 0, section = -1;
      for (const step of numbersIn(list)) {
        if (section < 0) { record += step; section = 0; continue; }
        section += step >> 1;
        places.push([record, section, weight]);
        if (!(step & 1)) section = -1;
      }
    }
    places.forEach(([record]) => records.add(record));
    const result = { places, count: records.size };
    decoded.set(word, result);
    return result;
  }

  // Queries

  // What must be found, each by any of several words: [{words: [[word, how near, where]], isNeeded}]. What was typed and is
  // not in the book, with what may have been meant.
  async function termsOf(index, query) {
    const typed = wordsOf(query);
    const terms = [], also = new Set(), meant = new Map();
    const inPhrases = new Set();
    const isTyped = (word) => typed.find((one) => one === word || stemOf(one) === stemOf(word));
    const synonyms = new Map();
    for (const [phrases, finds] of index.synonyms) {
      for (const phrase of phrases) {
        const words = wordsOf(phrase).map(isTyped);
        if (!words.length || words.includes(undefined)) continue;
        const key = [...new Set(words)].join(" ");
        synonyms.set(key, [...(synonyms.get(key) ?? []), ...finds.flatMap(wordsOf)]);
        if (words.length > 1) words.forEach((word) => inPhrases.add(word));
      }
    }
    const alternatives = async (words, near) => {
      const found = await Promise.all(words.map((word) => lookUp(index, word)));
      return found.flatMap((entries, place) => {
        if (entries.length) also.add(words[place]);
        return entries.map(([word, much, where]) => [word, much * near, where]);
      });
    };
    for (const [phrase, finds] of synonyms) {
      if (phrase.includes(" ")) terms.push({ words: await alternatives(finds, 0.9), isNeeded: true });
    }
    for (const word of new Set(typed)) {
      const finds = synonyms.get(word) ?? [];
      const own = inPhrases.has(word) ? nearness.inPhrase : 1;
      let words = (await lookUp(index, word)).map(([other, much, where]) => [other, much * own, where]);
      const others = await alternatives(finds, words.length ? nearness.synonym : 0.9);
      if (!words.length && !others.length) {
        const near = await nearest(index, word);
        if (near) { meant.set(word, near[0]); words = [near]; }
        const parts = near ? [] : partsOf(word);
        if (parts.length > 1) {
          for (const part of parts) terms.push({ words: await lookUp(index, part), isNeeded: true });
          continue;
        }
      }
      terms.push({ words: words.concat(others), isNeeded: !inPhrases.has(word) });
    }
    // A name that was typed in pieces, `cr pat` for `CR_PAT`.
    if (typed.length > 1 && typed.length < 5) {
      const names = ["_", "-", "."].map((joint) => typed.join(joint));
      const found = (await Promise.all(names.map((name) => lookUp(index, name)))).flat();
      const whole = found.filter(([word]) => names.includes(word));
      if (whole.length) terms.push({ words: whole, isNeeded: false });
    }
    typed.forEach((word) => also.delete(word));
    return { terms, also: [...also], meant };
  }

  // Each record that has any of the terms: how well it fits, and its best section.
  function rank(index, terms) {
    const found = new Map();
    let needed = 0;
    for (const term of terms) {
      const best = new Map();
      const isCommon = term.words.some(([, near, where]) => near === 1 && where.startsWith("*"));
      for (const [word, near, where] of term.words) {
        const { places, count } = placesOf(word, where);
        // A word that is everywhere tells little, and so do those like it.
        const rare = isCommon || where.startsWith("*") ? Math.LN2 : Math.log(1 + index.count / Math.max(count, 1));
        for (const [record, section, weight] of places) {
          const score = weight * near * rare;
          let sections = best.get(record);
          if (!sections) best.set(record, sections = new Map());
          if (!(sections.get(section) >= score)) sections.set(section, score);
        }
      }
      const isNeeded = term.isNeeded && !isCommon;
      if (isNeeded) needed++;
      for (const [record, sections] of best) {
        let one = found.get(record);
        if (!one) found.set(record, one = { record, score: 0, has: 0, sections: new Map() });
        one.score += Math.max(...sections.values());
        if (isNeeded) one.has++;
        for (const [section, score] of sections) one.sections.set(section, (one.sections.get(section) ?? 0) + score);
      }
    }
    const all = [...found.values()];
    const whole = all.filter((one) => one.has === needed);
    let kind = 0;
    return (whole.length ? whole : all).sort((one, other) => one.record - other.record).map((one) => {
      while (kind + 1 < index.kinds.length && index.kinds[kind + 1][0] <= one.record) kind++;
      const [section, score] = [...one.sections].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0]);
      // What stands together counts more than the same words far apart.
      const fits = (one.score + 0.5 * score) * index.kinds[kind][2] * (needed ? one.has / needed : 1);
      return { record: one.record, score: fits, section, kind: index.kinds[kind][1] };
    }).sort((one, other) => other.score - one.score);
  }

  // The best of what was ranked, with their texts; a name that is all that was typed first, and the shorter of two alike.
  async function read(index, ranked, query, limit) {
    const files = new Set(), chosen = [];
    for (const one of ranked.slice(0, 3 * limit)) {
      const file = placeIn(index.records, one.record);
      if (!files.has(file) && files.size === maximumFiles) continue;
      files.add(file);
      chosen.push([one, file]);
    }
    const texts = new Map(await Promise.all([...files].map(async (file) => [file, await load("records-" + file)])));
    const wanted = lower(query.trim());
    const hits = chosen.map(([one, file]) => {
      const [title, href, summary, ...headings] = texts.get(file)[one.record - index.records[file]];
      const plain = lower(title);
      const exact = plain === wanted ? 3 : plain.startsWith(wanted) ? 1.3 : 1;
      const heading = one.section ? headings[2 * one.section - 1] : null;
      return {
        title, summary, heading, kind: one.kind,
        href: one.section ? href + "#" + headings[2 * one.section - 2] : href,
        score: one.score * exact * (1 + 0.3 / Math.max(wordsOf(title).length, 1)),
      };
    });
    return hits.sort((one, other) => other.score - one.score).slice(0, limit);
  }

  // What a query finds: {hits, count, also, meant, words}, or {hint}, or {error}.
  async function find(query, limit) {
    try {
      const index = await load("");
      if (![...wordsOf(query)].some((word) => word.length > 1)) return { hint: "Type at least two letters or digits." };
      const { terms, also, meant } = await termsOf(index, query);
      const ranked = rank(index, terms);
      const hits = await read(index, ranked, query, limit);
      const instead = [...meant].reduce((text, [word, other]) => lower(text).replace(word, other), query);
      // A name as the book writes it.
      const shown = hits.find((hit) => lower(hit.title) === instead)?.title ?? instead;
      const words = new Set(terms.flatMap((term) => term.words.map(([word]) => word)));
      return { hits, count: ranked.length, also, meant: meant.size ? shown : null, words };
    } catch (error) {
      if (error instanceof Unreadable) return { error: "The search index of this book cannot be read." };
      throw error;
    }
  }

  // The text with what was found in marks: [[text, whether it is marked], …].
  function marked(text, words) {
    const pieces = [];
    let end = 0;
    for (const match of text.matchAll(/[\p{L}\p{N}]+(?:[-_.][\p{L}\p{N}]+)*/gu)) {
      if (!words.has(lower(match[0]))) continue;
      pieces.push([text.slice(end, match.index), false], [match[0], true]);
      end = match.index + match[0].length;
    }
    return pieces.concat([[text.slice(end), false]]);
  }

  window.tokenbookSearch = { find, marked };
})();
