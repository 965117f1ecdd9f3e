/** Somebody at the web app: presses what stands on the screen, and is counted. */
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, onTestFailed } from 'vitest';
import { getCurrentTest } from 'vitest/suite';
import { call } from './api';
import { hasNoBrowser, launch, type Looks, type Visit, visit } from './browser';
import type { Program } from './program';
import { escaped, type Wording, wording } from './wording';

export interface Person extends Visit {
  say: Wording;
  /** A button, link or entry of a menu with this name (in English; in the language of the person it is found by the catalogue). */
  button: (english: string, within?: Page | Locator) => Locator;
  press: (english: string, within?: Page | Locator) => Promise<void>;
  fill: (english: string, value: string, within?: Page | Locator) => Promise<void>;
  choose: (label: string, choice: string | RegExp) => Promise<void>;
  /** Goes to a place of the navigation. */
  go: (place: string) => Promise<void>;
  /** Waits for a text that the web app says. */
  sees: (english: string) => Promise<void>;
  /** Counts the clicks and seconds that a job of a person takes, and prints them. */
  job: <Result>(name: string, steps: () => Promise<Result>) => Promise<Result>;
  leave: () => Promise<void>;
}

/** The label of a field, which ends with a star where a value is required. */
function labelled(name: string | RegExp): RegExp {
  return typeof name === 'string' ? new RegExp(`^${escaped(name)}(\\s*\\*)?$`) : name;
}

/** Characters of a screen that are printed where a test fails. */
const SCREEN_MAX = 1_500;

/** Where a test fails, its output says what stood on the screen. */
function tellScreen(page: Page): void {
  // Somebody may also come before the tests of a file begin.
  const test = getCurrentTest();
  if (!test) return;
  onTestFailed(async () => {
    if (page.isClosed()) return;
    const text = await page.locator('body').innerText({ timeout: 2_000 }).catch(() => 'no text');
    console.log(`failed try: ${test.name}`);
    console.log(`screen: ${page.url()}\n${text.replace(/\s*\n\s*/g, ' | ').slice(0, SCREEN_MAX)}`);
  });
}

/** Somebody before the door, in a window of their own. */
export async function somebody(browser: Browser, program: Program, looks: Looks = {}): Promise<Person> {
  const { page, context, faults } = await visit(browser, program, looks);
  tellScreen(page);
  const say = wording(looks.language ?? 'en');
  // Counted where they arrive: a click on something that covers the button counts as well.
  await context.addInitScript(() => {
    addEventListener('pointerdown', () => sessionStorage.setItem('clicks', String(clicks() + 1)), true);
    function clicks(): number {
      return Number(sessionStorage.getItem('clicks') ?? 0);
    }
  });
  const button = (english: string, within: Page | Locator = page) => {
    const name = say(english);
    const exact = typeof name === 'string';
    const roles = (['link', 'menuitem', 'radio', 'tab'] as const).map((role) => within.getByRole(role, { name, exact }));
    return roles.reduce((all, each) => all.or(each), within.getByRole('button', { name, exact })).first();
  };
  const clicks = () => page.evaluate(() => Number(sessionStorage.getItem('clicks') ?? 0));
  return {
    page,
    context,
    faults,
    say,
    button,
    press: (english, within) => button(english, within).click(),
    fill: (english, value, within = page) => within.getByLabel(labelled(say(english))).first().fill(value),
    choose: async (label, choice) => {
      await page.getByRole('button', { name: new RegExp(`^${String(say(label))}: `) }).click();
      await page.getByRole('option', { name: choice }).first().click();
    },
    go: async (place) => {
      await page.getByRole('navigation').first().getByRole('link', { name: say(place) }).first().click();
      // The screen before stays for the moment in which the next one is read. Home greets instead of saying its name.
      if (place !== 'Home') await page.getByRole('main').getByRole('heading', { level: 1, name: say(place) }).waitFor();
    },
    sees: (english) => page.getByText(say(english)).first().waitFor(),
    job: async (name, steps) => {
      const [before, began] = [await clicks(), performance.now()];
      const result = await steps();
      console.log(`job: ${name}: ${(await clicks()) - before} clicks, ${((performance.now() - began) / 1000).toFixed(1)} s`);
      return result;
    },
    leave: async () => {
      expect(faults).toEqual([]);
      await context.close();
    },
  };
}

/** Somebody of a test's own: what they choose for themselves stands in nobody else's way. */
export interface Visitor {
  name: string;
  email: string;
  role: string;
}

const VISITOR: Visitor = { name: 'Lin Wei', email: 'lin.wei@example.com', role: 'admin' };

/** Lets a window in by a one-time link of an administrator who is there for the tests; the link that was printed stays good. */
export async function letIn(page: Page, program: Program, visitor: Visitor = VISITOR): Promise<void> {
  const people = (await call(program, 'GET', '/people')).items as { id: string; email: string }[];
  const known = people.find((person) => person.email === visitor.email);
  const { id } = known ?? (await call(program, 'POST', '/people', visitor)).person;
  const { token } = await call(program, 'POST', `/people/${id}:link`);
  const answer = await page.request.post('/api/v1/session', { data: { token } });
  expect(answer.status(), await answer.text()).toBe(200);
}

/** Somebody who is signed in and looks at Home. */
export async function signedIn(browser: Browser, program: Program, looks: Looks = {}, visitor?: Visitor): Promise<Person> {
  const person = await somebody(browser, program, looks);
  await letIn(person.page, program, visitor);
  await person.page.goto('/');
  // On a phone the navigation is behind a button.
  await person.page.getByRole('main').getByRole('heading', { level: 1 }).first().waitFor();
  return person;
}

/** Tests on the filled workspace that all share; `browser()` is there once they run. */
export function inDemo(title: string, tests: (given: { program: Program; browser: () => Browser }) => void): void {
  const skipped = hasNoBrowser();
  const program = inject('demo');
  if (!skipped && !program) throw new Error('the demonstration that these tests share was not started');
  describe.skipIf(!program)(title, () => {
    let browser: Browser | undefined;
    beforeAll(async () => {
      browser = await launch();
    });
    afterAll(() => browser?.close());
    if (program) tests({ program, browser: () => browser as Browser });
  });
}
