/** English sentences on a Chinese page: what the server or a text outside of the catalogue let through. */
import type { Page } from 'playwright-core';
import { call } from './api';
import type { Program } from './program';

/** What people and other systems wrote is in any language: all texts of records, to tell it from what Rapport says. */
export async function writtenTexts(program: Program): Promise<string> {
  const objects = (await call(program, 'GET', '/objects')).items as { name: string; archived: boolean }[];
  const pages = await Promise.all(objects.filter((object) => !object.archived).map(({ name }) => call(program, 'GET', `/${name}?limit=500`)));
  const groups = (await call(program, 'GET', '/problems')).items as { id: string }[];
  const notes = await Promise.all(groups.map(({ id }) => call(program, 'GET', `/problems/${encodeURIComponent(id)}/notes`)));
  const rows = await Promise.all(groups.map(({ id }) => call(program, 'GET', `/problems/${encodeURIComponent(id)}/records?limit=100`)));
  const sources = (await call(program, 'GET', '/sources')).items as { name: string; label?: string }[];
  const syncs = (await call(program, 'GET', '/syncs')).items as { name: string }[];
  const connections = (await call(program, 'GET', '/connections')).items as { name: string }[];
  return JSON.stringify([pages, notes, rows.flatMap((page: { items: { values: unknown }[] }) => page.items.map((row) => row.values)), [...syncs, ...connections, ...sources].map(({ name }) => name)]);
}

/** Four or more English words one after another that are seen on the page, except in code and in `written`. */
export async function englishOn(page: Page, written: string): Promise<string[]> {
  const found = await page.evaluate(() => {
    const sentences: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node.parentElement;
      if (!element || element.closest('code, pre, script, style, option, [lang=en]') || !element.checkVisibility()) continue;
      for (const [sentence] of (node.textContent ?? '').matchAll(/[A-Za-z][a-z']+(?:,? [A-Za-z]?[a-z']+){3,}/g)) sentences.push(sentence);
    }
    return sentences;
  });
  return [...new Set(found)].filter((sentence) => !written.includes(sentence));
}
