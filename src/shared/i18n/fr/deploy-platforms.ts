/** How to put a chatbot on a site, by what the site is made with; loaded with the page that shows it. */
export const deployPlatforms = {
  html: `1. Copiez le code ci-dessus.
2. Ouvrez le modèle commun à vos pages, ou la page elle-même, dans votre éditeur.
3. Collez le code juste avant \`</body>\`.
4. Enregistrez, publiez, puis rechargez la page dans le navigateur.

**Limites.** Aucune. Dans un autre outil, cherchez « code personnalisé », « pied de page » ou « scripts » : il suffit qu’il accepte une balise \`script\`. Avec un gestionnaire de balises (Google Tag Manager), collez le code dans une balise « HTML personnalisé » déclenchée sur toutes les pages.`,
  wordpress: `1. Téléchargez ci-dessus l’extension faite pour ce chatbot : c’est un fichier ZIP, à ne pas ouvrir.
2. Dans l’administration de WordPress : **Extensions**, **Ajouter**, **Téléverser une extension**, choisissez ce fichier, puis **Installer** et **Activer**.
3. Dans **Réglages**, **Foyer**, choisissez les pages où le chatbot apparaît. Cette page dit aussi le nom du site à permettre ici.
4. Pour le mettre dans une page plutôt que dans un coin : le bloc **Foyer Chat**, ou le code court \`[foyer_chat]\`.

**Limites.** WordPress.com n’accepte les extensions qu’avec une offre qui le permet. Une extension d’optimisation qui regroupe ou retarde les scripts doit laisser de côté les adresses qui contiennent \`/widget/\`. Si l’adresse du serveur change, corrigez-la dans **Réglages**, **Foyer**.`,
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

**Limites.** https seulement. Le code personnalisé demande une offre payante et un domaine relié. Sans elle, ajoutez dans la page **Intégrer**, **Intégrer un site** avec l’adresse de la page entière (plus bas, sous « Sans site ») ; permettez alors aussi le domaine de votre site en \`wixsite.com\` et \`*.filesusr.com\`.`,
  squarespace: `1. Copiez le code ci-dessus.
2. Dans Squarespace : **Paramètres**, **Outils de développement**, **Injection de code** (cherchez « Injection de code » dans les paramètres).
3. Collez le code dans **Pied de page** et enregistrez.
4. Rechargez le site, déconnecté de Squarespace ou en navigation privée.

**Limites.** https seulement. L’injection de code demande une offre qui la comprend (pas la première). Les pages de paiement n’affichent pas le widget. Permettez aussi \`votre-site.squarespace.com\` si vous y prévisualisez.`,
  google: `Google Sites ne prend pas de script : le chatbot s’y montre en page entière, dans un cadre.

1. Copiez ci-dessus l’**adresse de la page entière**.
2. Dans Google Sites : **Insérer**, **Intégrer**, onglet **Par URL**, collez l’adresse et choisissez **Page entière**.
3. Agrandissez le cadre : au moins 350 × 600 pixels.
4. Permettez les sites ci-dessous, puis publiez.

**Limites.** https seulement, et pas de bulle. Google montre les cadres depuis des domaines qu’il partage entre tous ses sites : les permettre permet à n’importe quel Google Sites d’afficher ce chatbot. Préférez, si vous pouvez, un simple lien vers la page entière.`,
} as const;
