import { AsyncLocalStorage } from 'node:async_hooks';
import winston from 'winston';
import type { Log } from '#ports/log.ts';
import type { LogFormat, LogLevel } from './config.ts';

const context = new AsyncLocalStorage<Record<string, unknown>>();

/** Runs `work` so that every line logged inside, however deep, carries `fields`. */
export function inLogContext<T>(fields: Record<string, unknown>, work: () => T): T {
  return context.run({ ...context.getStore(), ...fields }, work);
}

/**
 * The last net: whatever a library puts into a message, no full phone number and no API key leaves the
 * process. (The first rule stands: nobody logs them.)
 */
export function redact(line: string): string {
  return line
    .replace(/(\+|%2B)([1-9]\d{0,2})\d{2,8}(\d{4})(?!\d)/gi, '$1$2••••$3')
    .replace(/\b(poundkey_|Bearer\s+)[\w.~+/-]{12,}=*/g, '$1••••');
}

/** winston on standard output: one line an event, JSON for programs or short for people. */
export function createLogger({ level, format }: { level: LogLevel; format: LogFormat }): Log {
  const { combine, timestamp, printf } = winston.format;
  const withContext = winston.format((info) => Object.assign(info, context.getStore()));
  const line = format === 'json' ? jsonLine : prettyLine;
  const logger = winston.createLogger({
    level,
    format: combine(
      withContext(),
      timestamp(),
      printf((info) => redact(line(info))),
    ),
    transports: [new winston.transports.Console()],
  });
  const at = (each: LogLevel) => {
    // winston works on a line before it finds that nobody wants it.
    if (!logger.isLevelEnabled(each)) return () => {};
    return (message: string, fields: Record<string, unknown> = {}) => void logger.log(each, message, fields);
  };
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') };
}

type Info = winston.Logform.TransformableInfo;

function jsonLine({ timestamp, level, message, ...fields }: Info): string {
  return JSON.stringify({ time: timestamp, level, message, ...fields });
}

function prettyLine({ timestamp, level, message, ...fields }: Info): string {
  const rest = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`);
  return [String(timestamp).slice(11, 23), level.toUpperCase().padEnd(5), message, ...rest].join(' ');
}
