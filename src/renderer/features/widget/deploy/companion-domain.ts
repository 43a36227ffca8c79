import { parseDomainRule } from '#shared/lib/domain-rules.ts';

/**
 * The other name under which the same site is often reached: `example.org` of `www.example.org`, and the reverse for a
 * name of two parts. Null where there is none to offer.
 */
export function companionOf(domain: string): string | null {
  const rule = parseDomainRule(domain);
  if (rule === null || rule.subdomains || rule.port !== null || /^[\d.]+$/.test(rule.host)) return null;
  const labels = rule.host.split('.');
  if (labels[0] === 'www') return labels.length > 2 ? labels.slice(1).join('.') : null;
  return labels.length === 2 ? `www.${rule.host}` : null;
}
