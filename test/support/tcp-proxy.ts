import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';

/** A wire that can be cut: stands between the service and what it depends on. */
export interface TcpProxy {
  readonly port: number;
  /** Resolves when the next connection is asked for; those that are dropped count too. */
  nextAsk(): Promise<void>;
  /** Breaks every connection and turns new ones away: `refuse` at the door, `drop` after letting them in. */
  cut(how?: 'refuse' | 'drop'): Promise<void>;
  /** Lets connections through again. */
  restore(): Promise<void>;
  close(): Promise<void>;
}

export async function startTcpProxy(target: { host: string; port: number }): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let open = true;
  let asked = Promise.withResolvers<void>();
  const serve = (socket: Socket) => {
    asked.resolve();
    asked = Promise.withResolvers();
    if (!open) return socket.destroy();
    const upstream = connect(target);
    join(socket, upstream);
    join(upstream, socket);
  };
  const join = (from: Socket, to: Socket) => {
    sockets.add(from);
    from.pipe(to);
    from.on('error', () => {});
    from.on('close', () => {
      sockets.delete(from);
      to.destroy();
    });
  };
  let server: Server | null = await listen(serve, 0);
  const { port } = server.address() as AddressInfo;
  const refuse = async () => {
    const closing = server;
    server = null;
    if (closing) await new Promise((resolve) => closing.close(resolve));
  };
  const breakAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port,
    nextAsk: () => asked.promise,
    async cut(how = 'refuse') {
      open = false;
      breakAll();
      if (how === 'refuse') await refuse();
    },
    async restore() {
      open = true;
      server ??= await listen(serve, port);
    },
    async close() {
      breakAll();
      await refuse();
    },
  };
}

async function listen(serve: (socket: Socket) => void, port: number): Promise<Server> {
  const server = createServer(serve);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** The same URL by way of the proxy. */
export function throughProxy(url: string, proxy: TcpProxy): string {
  const changed = new URL(url);
  changed.hostname = '127.0.0.1';
  changed.port = String(proxy.port);
  return changed.href;
}
