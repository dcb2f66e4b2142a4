import { expect, it } from 'vitest';
import { Timeline } from '#simulator/timeline.ts';

it('fires in the order of what is due, not of what was asked, at scale 0', async () => {
  const time = new Timeline(0);
  const order: string[] = [];
  time.after(4 * 3_600_000, () => order.push('hours'));
  time.after(900, () => {
    order.push('soon');
    time.after(100, () => order.push('soon after'));
  });
  time.after(5000, () => order.push('later'));
  await time.sleep(4 * 3_600_000);
  expect(order).toEqual(['soon', 'soon after', 'later', 'hours']);
  expect(time.now()).toBe(4 * 3_600_000);
});

it('fires nothing that was called off', async () => {
  const time = new Timeline(0);
  let fired = false;
  const cancel = time.after(1, () => {
    fired = true;
  });
  cancel();
  await time.sleep(2);
  expect(fired).toBe(false);
});

it('stands still while it is held, however often', async () => {
  const time = new Timeline(0);
  const first = time.hold();
  const second = time.hold();
  const slept = time.sleep(10).then(() => 'slept');
  first();
  first();
  expect(await Promise.race([slept, new Promise((resolve) => setImmediate(() => resolve('held')))])).toBe('held');
  second();
  expect(await slept).toBe('slept');
});

it('keeps the order in real time too, when the process was busy past both', async () => {
  const time = new Timeline(0.001);
  const order: number[] = [];
  const done = new Promise<void>((resolve) => {
    time.after(900, () => {
      order.push(1);
      time.after(100, () => order.push(2));
    });
    time.after(2000, () => {
      order.push(3);
      resolve();
    });
  });
  const busyUntil = performance.now() + 10;
  while (performance.now() < busyUntil);
  await done;
  expect(order).toEqual([1, 2, 3]);
});

it('never fires again once it has ended', async () => {
  const time = new Timeline(0);
  let fired = false;
  time.after(1, () => {
    fired = true;
  });
  time.end();
  time.after(1, () => {
    fired = true;
  });
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(fired).toBe(false);
});

it('fires what is asked for after all even when it has ended, and no more once it is dropped', async () => {
  const time = new Timeline(0);
  const fired: string[] = [];
  const last = new Promise<void>((resolve) => {
    time.afterAll(5, () => fired.push('asked for before the end'));
    time.after(1, () => fired.push('never'));
    time.end();
    time.afterAll(9, () => {
      fired.push('asked for after the end');
      resolve();
    });
  });
  await last;
  time.afterAll(1, () => fired.push('never'));
  time.drop();
  time.afterAll(1, () => fired.push('never'));
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  expect(fired).toEqual(['asked for before the end', 'asked for after the end']);
});
