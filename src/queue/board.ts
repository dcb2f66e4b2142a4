import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { ExpressAdapter } from '@bull-board/express';
import type { Queue } from 'bullmq';
import type { RequestHandler } from 'express';
import type { QueueBackend } from './backend.ts';
import { QUEUE_NAME } from './job-queue.ts';

export interface QueueBoard {
  /** The pages, and what they ask for. Whoever mounts it decides who may see it. */
  handler: RequestHandler;
  close(): Promise<void>;
}

/**
 * The jobs of the queue, to look at, whichever backend it has. Nothing can be changed in it: a job that was tried again
 * by hand would do nothing, for it is the row of an attempt that says whether a call may be placed.
 * @param path at which browsers find it
 */
export function createQueueBoard(backend: QueueBackend, path: string): QueueBoard {
  const queue = backend.createQueue(QUEUE_NAME);
  const serverAdapter = new ExpressAdapter();
  serverAdapter.setBasePath(path);
  createBullBoard({
    // Named for Redis in its types, it reads Postgres as well.
    queues: [new BullMQAdapter(queue as Queue, { readOnlyMode: true })],
    serverAdapter,
    options: { uiConfig: { boardTitle: 'Queue', hideRedisDetails: true } },
  });
  const app = serverAdapter.getRouter();
  app.disable('x-powered-by');
  return { handler: app, close: () => queue.close() };
}
