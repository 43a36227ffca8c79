import type { widgetCheck as french } from '../fr/widget-check.ts';
import type { Words } from '../words.ts';

export const widgetCheck = {
  title: 'Test from this device',
  intro: 'This page tries, from here, each step the assistant needs.',
  introPage: 'It also says what the page {{page}} would meet.',
  running: 'Testing…',
  allFine: 'Everything works from this device.',
  someBad_one: 'One step does not work.',
  someBad_other: '{{count}} steps do not work.',
  someWarn: 'Everything works, but have a look at what is marked.',
  again: 'Start again',
  copy: 'Copy the result',
  copied: 'Copied',
  level_ok: 'In order',
  level_info: 'Good to know',
  level_warn: 'Have a look',
  level_bad: 'Does not work',
  wrongPage: 'What “?page=” gives is not the address of a page: it is not checked.',

  server: 'The server answers',
  server_ok: 'First answer after {{ms}} ms.',
  server_slow: 'First answer after {{ms}} ms, which is long: the network or the machine is busy.',
  server_bad: 'It does not answer. Check this device’s Wi-Fi, and that Foyer is running.',
  server_failing: 'It answers, but says that it is not well. Tell whoever looks after it.',
  protocol: 'The connection',
  protocol_https: 'It is encrypted (https, {{version}}).',
  protocol_http:
    'It is not encrypted (http): pages in https will not be able to show the assistant. HTTPS is turned on in Foyer’s network settings.',
  protocol_here: 'The address means this very device: it is good for no other.',
  widget: 'The assistant',
  widget_ok: 'It is open, and takes this device.',
  widget_elsewhere: 'It is open, but only on the sites of its list: its whole page is closed.',
  widget_off: 'It is off. Whoever looks after it turns it on in “Deploy”.',
  widget_unknown: 'This address names no assistant. Take it from “Deploy” again.',
  widget_busy: 'Too many requests at the moment. Start again in a minute.',
  widget_bad: 'It did not answer as expected. Start again, then tell whoever looks after it.',
  page: 'The page {{page}}',
  page_allowed: 'It is in the list of allowed sites.',
  page_refused:
    'It is not in the list of allowed sites: the assistant would refuse to open there. Add it in “Deploy”.',
  page_unknown: 'That cannot be told while the assistant is off.',
  reach: 'From that page to the server',
  reach_ok: 'Nothing is in the way.',
  reach_server_only_here:
    'The server’s address means everybody’s own device: visitors would find nothing there. Choose another one in “Deploy”.',
  reach_mixed_content:
    'The page is in https and the server in http: browsers refuse this mix. Turn on HTTPS, or use a tunnel.',
  reach_page_needs_https:
    'Chrome forbids a public page in http to reach a local network. Page and server have to be in https.',
  reach_permission_asked:
    'Chrome will ask each visitor for permission to reach their local network; whoever refuses does not see the assistant.',
  reach_outside_unreachable:
    'The server exists on this network only: visitors elsewhere do not reach it. It takes a server that the Internet reaches, or a tunnel.',
  panel: 'The conversation’s window',
  panel_ok: 'It loads.',
  panel_headers:
    'It loads, but a proxy holds back headers that Foyer sends: on an isolated page (COEP) it would not open. Let it pass on {{headers}}.',
  panel_off: 'It does not load while the assistant is off.',
  panel_bad: 'It does not load. A filter or a proxy may hold it back.',
  stream: 'Answers as they are written',
  stream_ok: 'They arrive bit by bit.',
  stream_buffered:
    'They arrive in one piece: a proxy or an antivirus holds them back. For nginx: “proxy_buffering off”.',
  stream_bad: 'The stream broke off. A proxy or a filter may cut it.',
  storage: 'The browser’s memory',
  storage_ok: 'The conversation will be there on the next visit.',
  storage_bad: 'It is refused (private window?): the conversation works, but starts anew at each visit.',
  permission: 'The “local network” permission',
  permission_granted: 'It is granted to this page.',
  permission_prompt:
    'This browser will ask for it when a public page wants to reach this network. Answer “Allow”.',
  permission_denied:
    'It is refused. Give it back in the site’s settings, to the left of the address, “Local network”.',
  permission_none: 'This browser does not ask for it.',
  permission_needless: 'It is not needed: the server is on the Internet.',
} satisfies Words<typeof french>;
