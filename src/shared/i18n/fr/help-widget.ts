/** The article on the widget, for who puts a chatbot on pages and for who runs those pages. */
export const helpWidget = {
  title: 'Un chatbot sur vos pages',
  summary: 'Pas à pas, le code à coller, un site public, la sécurité de la page, ce qui bloque.',
  body: `Le widget est une bulle dans un coin de vos pages. Il pèse 5 Ko, montre vos couleurs dès qu’il est là, ne demande rien de plus tant qu’on ne l’ouvre pas, et ne déplace rien dans la page. Les réponses viennent de vos documents, avec leurs sources.

## Le mettre en ligne, pas à pas

L’onglet **Diffuser** du chatbot y mène en quatre étapes, chacune avec son état et la phrase qui aide :

1. **Qui peut l’atteindre.** Ouvrez Foyer au réseau local (c’est l’affaire de qui l’administre), puis allumez le widget de ce chatbot. Les adresses, un QR code et un essai sont sous **Détails**.
2. **Le domaine de votre site** : un domaine (\`www.exemple.fr\`), tous ses sous-domaines (\`*.exemple.fr\`), ou l’adresse d’une page, dont Foyer garde le domaine.
3. **Le code, dans votre site.** Dites avec quoi il est fait (WordPress, Shopify, Wix, Squarespace, Google Sites, HTML ou autre) et suivez la marche à suivre. Sans site : une page à part, un QR code, une borne.
4. **Vérifier votre page** : Foyer la lit une fois et dit ce qui bloque. La **page d’essai**, sous **Détails**, s’ouvre sur l’appareil du visiteur et essaie chaque étape de là-bas.

Ce que les visiteurs laissent (coordonnées, avis) est dans l’onglet **Visiteurs**, et dans **Conversations**, **Visiteurs**, pour qui répond sans modifier les chatbots.

## Un site public et un ordinateur du bureau

Une adresse comme \`192.168.1.20\` ou \`foyer.local\` n’existe que sur votre réseau : un visiteur ailleurs ne l’atteint pas, et Chrome demande la permission à ceux qui sont sur place. Pour le public, deux solutions :

- un **serveur du bureau** accessible d’Internet, avec un nom et un certificat ;
- un **tunnel** (Cloudflare Tunnel, Tailscale Funnel, ngrok…) vers le port 4281 de cet ordinateur. Écrivez son adresse dans Réglages, Réseau, « Adresse publique des assistants » : elle est alors la première des adresses du code.

## Coller le code

Copiez le code du chatbot et collez-le une fois dans la page, n’importe où. Il ne dit que le chatbot et l’adresse de Foyer ; couleur, textes, langue et place du bouton viennent de l’onglet **Apparence**, et changent sur vos pages dans la minute, sans rien recoller :

\`\`\`
<script async src="http://foyer.local:4281/widget/….js"></script>
\`\`\`

Le domaine de la page doit être dans la liste du chatbot : sans cela, personne ne peut l’afficher.

Un code d’avant, en \`/widget/v1.js\` avec sa couleur et ses textes, continue de fonctionner ; remplacez-le pour qu’il suive vos changements.

Une page peut vouloir autre chose que les autres. Ces attributs, ajoutés à la balise, l’emportent sur elle seule :

| Attribut | Ce qu’il fait |
|---|---|
| \`data-label="Une question ?"\` | des mots à côté de la bulle |
| \`data-position="left"\` | à gauche plutôt qu’à droite |
| \`data-color="#1d4ed8"\` | la couleur de la bulle |
| \`data-inline="#aide"\` | dans l’élément de la page que ce sélecteur désigne, sans bulle |
| \`data-auto-open="true" data-delay="8"\` | s’ouvre après 8 secondes, une fois par visite ; sur un téléphone, un simple signe |
| \`data-offline-message="…"\` | ce que l’on lit quand Foyer est éteint |

Plusieurs chatbots peuvent se trouver sur une même page.

## Rien n’apparaît, ou « pas ouverte sur cette page »

- Le domaine de la page, avec son port s’il en a un, manque dans la liste du chatbot.
- La page est en \`https\` et Foyer en \`http\` : le navigateur refuse le mélange. Activez HTTPS dans Foyer.
- La page a une politique de sécurité (CSP) : voyez ci-dessous. La console du navigateur (F12) dit ce qui manque.

## Pour qui administre la page

Une politique de sécurité stricte suffit, avec l’adresse de Foyer dans \`script-src\`, \`connect-src\` et \`frame-src\` ; aucun style en ligne n’est nécessaire. Avec un nonce, mettez-le sur la balise : \`nonce="…"\`. Avec Trusted Types, ajoutez \`trusted-types foyer\`.

Pour figer le code par son empreinte (SRI), cochez-le sous **Détails** : le code est alors \`/widget/v1.js\` avec \`data-widget-id\`, \`integrity\` et \`crossorigin="anonymous"\`, et demande couleurs et textes à Foyer par une courte requête. L’empreinte (\`/widget/integrity.json\`) couvre aussi ce que le widget charge à l’ouverture, et change à chaque version de Foyer.

Une page isolée (\`Cross-Origin-Embedder-Policy\`, \`Cross-Origin-Opener-Policy\`) n’a rien à ajouter : Foyer envoie ce qu’elle exige, \`Cross-Origin-Resource-Policy: cross-origin\` et \`Cross-Origin-Embedder-Policy: require-corp\`. Un relais devant Foyer doit les transmettre ; la page d’essai dit quand il les retient.

\`window.Foyer\` offre \`open\`, \`close\`, \`toggle\`, \`on\`, \`off\`, \`identify\`, \`destroy\` et \`mount\`. Avant que le code soit chargé :

\`\`\`
window.Foyer = window.Foyer || [];
Foyer.push(['identify', { name: 'Claire', email: 'claire@example.org' }]);
Foyer.push(['on', 'answer', event => console.log(event.text)]);
\`\`\`

Les événements sont \`ready\`, \`open\`, \`close\`, \`unread\`, \`message\`, \`answer\`, \`lead\`, \`feedback\`, \`error\` et \`destroy\`. Dans une application à page unique, le widget reste en place tout seul.

## Une page entière, une borne

Quand elle est activée, \`/chat/…\` est une page à part, à mettre sur un téléphone par son QR code. Sur un écran que plusieurs personnes utilisent, ajoutez \`?kiosk\` : la conversation s’efface de l’écran après trois minutes sans personne.

## D’autres langues

Français et anglais sont complets. Pour une autre langue, placez dans le dossier de données \`widget-languages/es.json\` : un objet dont les clés sont celles de \`/widget/assets/words-fr-….json\`. Ce qui manque s’affiche en anglais ; l’arabe, l’hébreu ou le persan s’affichent de droite à gauche.

## Ce que le navigateur garde

De quoi reprendre la conversation : un identifiant, les messages en attente d’envoi et le brouillon. Le visiteur efface tout, ici et dans Foyer, par « Effacer mes données ».`,
} as const;
