/** The article for who puts a proxy before Foyer. */
export const helpProxy = {
  title: 'Behind a proxy',
  summary: 'nginx, Caddy, Traefik or Apache before Foyer, at the root or under a path.',
  body: `A proxy gives Foyer a name and a certificate that everybody knows. It may show it at the root (\`https://foyer.example.org\`) or under a path (\`https://example.org/foyer\`).

## What to tell Foyer

In **Settings**, “Network”: **Public address of the interface**, as your colleagues type it. Links and mails lead there, and cookies hold there alone. At the start, \`--public-url https://example.org/foyer\` does the same. The assistants have theirs, further down the same page.

The path cannot be one of Foyer’s own: api, rpc, v1, assets, widget, chat, check, health, trust.

## What to tell the proxy

Pass on everything below that path. It may take the path off or leave it, keep the name that was asked for or write its own: Foyer finds its way. For nginx:

\`\`\`
client_max_body_size 2g;
location /foyer/ {
    proxy_pass http://127.0.0.1:4280/;
    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_request_buffering off;
    proxy_read_timeout 1h;
}
\`\`\`

For Caddy:

\`\`\`
redir /foyer /foyer/
handle_path /foyer/* {
    reverse_proxy 127.0.0.1:4280
}
\`\`\`

For Apache:

\`\`\`
RedirectMatch 308 ^/foyer$ /foyer/
ProxyPreserveHost On
ProxyPass /foyer/ http://127.0.0.1:4280/ flushpackets=on timeout=3600
\`\`\`

All three were tried. For the assistants, the same to port 4281.

## Who asks?

What a proxy says of those it speaks for (\`X-Forwarded-For\`) is believed only if you name its address among the “Trusted proxies”: otherwise anybody could write it. Without it, all who come through it count as one, also when one of them mistypes a password.

The first account is never made through a proxy.

## Under a path, among neighbours

To a browser, all that is under one name is one site: a page of another program of that name could act as whoever is signed in to Foyer. If you do not trust all of them, give Foyer a name of its own.

## Something is wrong

| What you see | What to do |
|---|---|
| “Foyer does not know itself by this address” | Write the address shown into “Public address”. |
| “Foyer cannot be shown here” | The proxy does not pass on everything: all that is below the path is needed. |
| The test says that pieces are held back | The proxy waits for answers to end. In nginx: \`proxy_buffering off;\` |
| A file is refused by the proxy | It has a limit of its own. In nginx: \`client_max_body_size 2g;\` |`,
};
