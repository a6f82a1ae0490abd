import type { CDPSession, Page } from '@playwright/test';
import { mainThreadMs, passFrames } from '../bench-page.ts';

/** Without and with: A B B A, so that neither comes later on the whole. */
const ORDER = [false, true, true, false, false, true, true, false];
const FRAMES = 200;
/** What is made anew when it is switched is no part of what it takes in each frame. */
const SETTLING_FRAMES = 60;

/** Main-thread time of spans within one page, in ms a frame: pages differ from each other by more than what is looked for. */
export async function spansInPage(page: Page, session: CDPSession, setOn: (isOn: boolean) => Promise<unknown>) {
  const without: number[] = [];
  const withIt: number[] = [];
  for (const isOn of ORDER) {
    await setOn(isOn);
    await passFrames(page, SETTLING_FRAMES);
    (isOn ? withIt : without).push(await mainThreadMs(page, session, FRAMES));
  }
  return { without, with: withIt };
}
