/** The article for who puts a proxy before Foyer. */
export const helpProxy = {
  title: 'Derrière un relais',
  summary: 'nginx, Caddy, Traefik ou Apache devant Foyer, à la racine ou sous un chemin.',
  body: `Un relais donne à Foyer un nom et un certificat reconnus de tous. Il peut le montrer à la racine (\`https://foyer.exemple.fr\`) ou sous un chemin (\`https://exemple.fr/foyer\`).

## Ce qu’il faut dire à Foyer

Dans **Réglages**, « Réseau » : **Adresse publique de l’interface**, telle que vos collègues la tapent. Les liens et les courriels y mènent, et les cookies ne valent que là. Au démarrage, \`--public-url https://exemple.fr/foyer\` fait de même. Les assistants ont la leur, plus bas sur la même page.

Le chemin ne peut pas être l’un de ceux de Foyer : api, rpc, v1, assets, widget, chat, check, health, trust.

## Ce qu’il faut dire au relais

Passer tout ce qui est sous ce chemin. Il peut ôter le chemin ou le laisser, garder le nom demandé ou mettre le sien : Foyer s’y retrouve. Pour nginx :

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

Pour Caddy :

\`\`\`
redir /foyer /foyer/
handle_path /foyer/* {
    reverse_proxy 127.0.0.1:4280
}
\`\`\`

Pour Apache :

\`\`\`
RedirectMatch 308 ^/foyer$ /foyer/
ProxyPreserveHost On
ProxyPass /foyer/ http://127.0.0.1:4280/ flushpackets=on timeout=3600
\`\`\`

Les trois ont été essayés. Pour les assistants, la même chose vers le port 4281.

## Qui demande ?

Ce qu’un relais dit de ceux qu’il transmet (\`X-Forwarded-For\`) n’est cru que si vous nommez son adresse dans « Relais de confiance » : sinon n’importe qui pourrait l’écrire. Sans cela, tous ceux qui passent par lui comptent pour un seul, y compris quand l’un d’eux se trompe de mot de passe.

Le premier compte ne se crée jamais à travers un relais.

## Sous un chemin, entre voisins

Pour un navigateur, tout ce qui est sous un même nom est un seul site : une page d’un autre programme de ce nom pourrait agir pour qui est connecté à Foyer. Si vous ne faites pas confiance à tous, donnez à Foyer un nom à lui.

## Quelque chose ne va pas

| Ce que vous voyez | Que faire |
|---|---|
| « Foyer ne se connaît pas à cette adresse » | Écrivez l’adresse affichée dans « Adresse publique ». |
| « Foyer ne peut pas s’afficher ici » | Le relais ne transmet pas tout : il faut tout ce qui est sous le chemin. |
| L’essai dit que les morceaux sont retenus | Le relais attend la fin des réponses. Dans nginx : \`proxy_buffering off;\` |
| Un fichier est refusé par le relais | Il a sa propre limite. Dans nginx : \`client_max_body_size 2g;\` |`,
};
