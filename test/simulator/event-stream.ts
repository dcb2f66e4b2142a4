import { createParser } from 'eventsource-parser';

export type StreamedEvent = { type: string } & Record<string, unknown>;

/** Listens to a stream of the control API. */
export interface EventStream {
  /** What came so far. */
  events: StreamedEvent[];
  /** Resolves with the first event of this type, of those that came or will come. */
  next(type: string): Promise<StreamedEvent>;
  /** Leaves, as a page that is closed. */
  close(): void;
}

/** @param url of the stream; rejects unless it answers with one */
export async function openEventStream(url: string): Promise<EventStream> {
  const leaving = new AbortController();
  const response = await fetch(url, { signal: leaving.signal });
  if (!response.ok || !response.body) throw new Error(`No stream: ${response.status} ${await response.text()}`);
  const events: StreamedEvent[] = [];
  let heard = Promise.withResolvers<void>();
  const parser = createParser({
    onEvent: ({ data }) => {
      events.push(JSON.parse(data));
      heard.resolve();
      heard = Promise.withResolvers();
    },
  });
  const { body } = response;
  const read = async () => {
    const decoder = new TextDecoder();
    for await (const chunk of body) parser.feed(decoder.decode(chunk, { stream: true }));
  };
  read().catch(() => {}); // The simulator was closed, or we left.
  return {
    events,
    async next(type) {
      for (;;) {
        const found = events.find((event) => event.type === type);
        if (found) return found;
        await heard.promise;
      }
    },
    close: () => leaving.abort(),
  };
}
