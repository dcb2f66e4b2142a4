import net from 'node:net';

/** Tests reach this machine and nothing else: a forgotten real host fails at once instead of being called. */
const loopback = /^(localhost|127(\.\d{1,3}){3}|::1|::ffff:127(\.\d{1,3}){3})$/;
const connect = net.Socket.prototype.connect;

net.Socket.prototype.connect = function (this: net.Socket, ...args: Parameters<typeof connect>) {
  const [first] = args as unknown[];
  const options = (Array.isArray(first) ? first[0] : first) as { host?: string; path?: string } | number;
  const host = typeof options === 'object' ? options.host : (args as unknown[])[1];
  const local = typeof options === 'object' && options.path !== undefined;
  if (!local && typeof host === 'string' && !loopback.test(host)) {
    throw new Error(`The network is closed in tests: tried to reach ${host}.`);
  }
  return connect.apply(this, args);
} as typeof connect;
