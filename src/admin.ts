import { runAdmin } from './admin/run-admin.ts';
import { loadEnvFile } from './env-file.ts';

loadEnvFile();
process.exitCode = await runAdmin(process.argv.slice(2));
