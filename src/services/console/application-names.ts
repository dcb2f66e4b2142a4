import type { Dependencies } from '../dependencies.ts';

/** Names by id, of all applications or of the one that somebody is limited to. By name. */
export async function applicationNames(
  { applications }: Pick<Dependencies, 'applications'>,
  { applicationId }: { applicationId: string | null },
): Promise<Map<string, { id: string; name: string }>> {
  const all = await applications.listApplications();
  const seen = all.filter(({ id }) => applicationId === null || id === applicationId);
  return new Map(seen.map(({ id, name }) => [id, { id, name }]));
}
