import { z } from 'zod';

/** What was found about a page and its widget; the words are the interface's. */
export const findingCode = z.enum([
  // the chatbot and its widget
  'listener_off',
  'widget_off',
  'bot_inactive',
  'client_inactive',
  'domain_not_allowed',
  // between the page and the server
  'server_only_here',
  'mixed_content',
  'page_needs_https',
  'permission_asked',
  'outside_unreachable',
  'certificate_to_trust',
  // why the page could not be looked at
  'page_offline',
  'page_address_refused',
  'page_redirect_refused',
  'page_name_unknown',
  'page_names_down',
  'page_refused',
  'page_unreachable',
  'page_no_answer',
  'page_port_refused',
  'page_slow',
  'page_certificate',
  'page_tls',
  'page_broken',
  'page_needs_sign_in',
  'page_missing',
  'page_error',
  'page_not_html',
  // what is on the page
  'page_cut',
  'snippet_found',
  'snippet_own_looks',
  'snippet_missing',
  'snippet_other_widget',
  'snippet_other_server',
  'snippet_pin_outdated',
  'snippet_pin_incomplete',
  'frame_found',
  'frame_page_off',
  // the page's security policy
  'policy_script',
  'policy_connect',
  'policy_frame',
  'policy_trusted_types',
  'policy_upgrade',
  'policy_fine',
]);
export type FindingCode = z.infer<typeof findingCode>;

/** Ranges that Foyer itself opens to nobody, or not to whoever asks. */
export const refusedRange = z.enum(['here', 'link_local', 'metadata', 'reserved']);
export type RefusedRange = z.infer<typeof refusedRange>;

export const finding = z.object({
  code: findingCode,
  /** `blocks`: no visitor sees the widget. `warns`: some do not. `tells`: worth knowing. `fine`: looked at, in order. */
  level: z.enum(['blocks', 'warns', 'tells', 'fine']),
  /** What the words name. */
  values: z
    .object({
      host: z.string(),
      server: z.string(),
      directive: z.string(),
      source: z.string(),
      status: z.string(),
      type: z.string(),
      /** Of an address that Foyer's own rules refuse: this machine, or which reserved range. */
      range: refusedRange,
    })
    .partial(),
});
export type Finding = z.infer<typeof finding>;

export const diagnosis = z.object({
  /** The page that was looked at in the end, redirects followed. */
  pageUrl: z.string(),
  /** The rule that would allow its pages, `www.example.org`; null when it has none. */
  domain: z.string().nullable(),
  /** The address of the widget that was judged; null when this machine has none. */
  baseUrl: z.string().nullable(),
  /** Whether the page itself was read. */
  read: z.boolean(),
  /** In the order in which to act on them. */
  findings: z.array(finding),
});
export type Diagnosis = z.infer<typeof diagnosis>;
