import { startSimulator } from './simulator.ts';

/** For this machine only: the simulator listens on loopback, and there is nothing to protect. */
const accountSid = 'AC00000000000000000000000000000000';
const authToken = 'simulated-auth-token-for-development';

const port = Number(process.env.SIMULATOR_PORT ?? 3001);
if (!Number.isInteger(port) || port < 0 || port > 65_535)
  throw new Error('SIMULATOR_PORT must be a port, such as 3001.');

const simulator = await startSimulator({ port, accountSid, authToken, log: (line) => console.log(line) });

console.log(`A simulated carrier listens on ${simulator.url}. Settings for the service:

TWILIO_ACCOUNT_SID=${accountSid}
TWILIO_AUTH_TOKEN=${authToken}
TWILIO_API_BASE_URL=${simulator.url}
TWILIO_FROM_NUMBER=+15005550006

Who can be reached: ${simulator.url}/control/personas
`);

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
