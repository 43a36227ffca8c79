import type { ModelTest } from '#shared/contract/models.ts';

type Result = Omit<ModelTest, 'findings' | 'pace'>;

/** Tries a model at each of its servers: what the first one showed, or what is wrong with another, named. */
export async function testEach(
  [first, ...others]: readonly (string | null)[],
  test: (url: string | null, number: number) => Promise<Result>,
): Promise<Result> {
  const [result, ...further] = await Promise.all([
    test(first ?? null, 1),
    ...others.map(async (url, index) => ({ url, ...(await test(url, index + 2)) })),
  ]);
  const failing = result.ok ? further.find(({ ok }) => !ok) : undefined;
  if (failing === undefined) return result;
  const { url, ...failure } = failing;
  return { ...failure, detail: [url, failure.detail].filter(Boolean).join(': ') };
}
