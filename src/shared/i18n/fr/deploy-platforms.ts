/** How to put a chatbot on a site, by what the site is made with; loaded with the page that shows it. */
export const deployPlatforms = {
  html: `1. Copiez le code ci-dessus.
2. Ouvrez le modèle commun à vos pages, ou la page elle-même, dans votre éditeur.
3. Collez le code juste avant \`</body>\`.
4. Enregistrez, publiez, puis rechargez la page dans le navigateur.

**Limites.** Aucune. Dans un autre outil, cherchez « code personnalisé », « pied de page » ou « scripts » : il suffit qu’il accepte une balise \`script\`. Avec un gestionnaire de balises (Google Tag Manager), collez le code dans une balise « HTML personnalisé » déclenchée sur toutes les pages.`,
  wordpress: `Avec une extension de code (« Insert Headers and Footers », WPCode…) ou un thème qui a un champ « scripts du pied de page » :

1. Copiez le code ci-dessus.
2. Dans l’administration de WordPress, ouvrez le réglage « Pied de page » (*Footer*) de l’extension ou du thème.
3. Collez le code et enregistrez.
4. Videz le cache de WordPress s’il y en a un, puis rechargez une page du site.

**Limites.** WordPress.com n’accepte extensions et scripts qu’avec une offre qui le permet. Une extension d’optimisation qui regroupe ou retarde les scripts doit laisser de côté \`/widget/v1.js\`.`,
  shopify: `1. Copiez le code ci-dessus.
2. Dans l’administration de Shopify : **Boutique en ligne**, **Thèmes**, puis le menu **⋯** du thème, **Modifier le code**.
3. Ouvrez \`layout/theme.liquid\`.
4. Collez le code juste avant \`</body>\` et enregistrez.
5. Ajoutez à la liste des sites votre domaine, et \`nom-de-la-boutique.myshopify.com\` si vous vous en servez encore.

**Limites.** https seulement. Les pages de paiement ne prennent pas de script. Un changement de thème emporte le code : recollez-le dans le nouveau.`,
  wix: `1. Copiez le code ci-dessus.
2. Dans le tableau de bord de Wix : **Paramètres**, **Code personnalisé** (section « Avancé »).
3. **Ajouter un code personnalisé**, collez, choisissez **Toutes les pages**, **Charger le code une fois**, et l’emplacement **Corps - fin**.
4. Appliquez, puis publiez le site.

**Limites.** https seulement. Le code personnalisé demande une offre payante et un domaine relié. Sans elle, ajoutez dans la page **Intégrer**, **Intégrer un site** avec l’adresse de la page entière (« Façon de le montrer », « Page entière ») ; permettez alors aussi le domaine de votre site en \`wixsite.com\` et \`*.filesusr.com\`.`,
  squarespace: `1. Copiez le code ci-dessus.
2. Dans Squarespace : **Paramètres**, **Outils de développement**, **Injection de code** (cherchez « Injection de code » dans les paramètres).
3. Collez le code dans **Pied de page** et enregistrez.
4. Rechargez le site, déconnecté de Squarespace ou en navigation privée.

**Limites.** https seulement. L’injection de code demande une offre qui la comprend (pas la première). Les pages de paiement n’affichent pas le widget. Permettez aussi \`votre-site.squarespace.com\` si vous y prévisualisez.`,
  google: `Google Sites ne prend pas de script : le chatbot s’y montre en page entière, dans un cadre.

1. Ci-dessus, choisissez « Page entière, QR code » et copiez l’**adresse de la page entière**.
2. Dans Google Sites : **Insérer**, **Intégrer**, onglet **Par URL**, collez l’adresse et choisissez **Page entière**.
3. Agrandissez le cadre : au moins 350 × 600 pixels.
4. Permettez les sites ci-dessous, puis publiez.

**Limites.** https seulement, et pas de bulle. Google montre les cadres depuis des domaines qu’il partage entre tous ses sites : les permettre permet à n’importe quel Google Sites d’afficher ce chatbot. Préférez, si vous pouvez, un simple lien vers la page entière.`,
} as const;
