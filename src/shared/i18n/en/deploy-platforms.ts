import type { deployPlatforms as french } from '../fr/deploy-platforms.ts';
import type { Words } from '../words.ts';

export const deployPlatforms = {
  html: `1. Copy the code above.
2. Open the template your pages share, or the page itself, in your editor.
3. Paste the code just before \`</body>\`.
4. Save, publish, then reload the page in the browser.

**Limits.** None. In another tool, look for “custom code”, “footer” or “scripts”: it only has to take a \`script\` tag. With a tag manager (Google Tag Manager), paste the code into a “Custom HTML” tag triggered on all pages.`,
  wordpress: `1. Download above the plugin made for this chatbot: it is a ZIP file, not to be opened.
2. In the administration of WordPress: **Plugins**, **Add New**, **Upload Plugin**, choose that file, then **Install Now** and **Activate**.
3. In **Settings**, **Foyer**, choose the pages where the chatbot appears. That page also says the name of the site to allow here.
4. To put it in a page rather than in a corner: the block **Foyer Chat**, or the shortcode \`[foyer_chat]\`.

**Limits.** WordPress.com takes plugins only with a plan that allows them. A plugin that gathers or delays scripts has to leave addresses with \`/widget/\` in them alone. When the address of the server changes, correct it in **Settings**, **Foyer**.`,
  shopify: `1. Copy the code above.
2. In the administration of Shopify: **Online Store**, **Themes**, then the theme’s menu **⋯**, **Edit code**.
3. Open \`layout/theme.liquid\`.
4. Paste the code just before \`</body>\` and save.
5. Add your domain to the list of sites, and \`name-of-the-shop.myshopify.com\` if you still use it.

**Limits.** https only. Checkout pages take no script. A new theme loses the code: paste it again there.`,
  wix: `1. Copy the code above.
2. In the dashboard of Wix: **Settings**, **Custom Code** (section “Advanced”).
3. **Add Custom Code**, paste, choose **All pages**, **Load code once**, and the place **Body - end**.
4. Apply, then publish the site.

**Limits.** https only. Custom code needs a paid plan and a connected domain. Without it, add to the page **Embed Code**, **Embed a Site** with the address of the whole page (further down, under “Without a site”); then allow the domain of your site in \`wixsite.com\` and \`*.filesusr.com\` too.`,
  squarespace: `1. Copy the code above.
2. In Squarespace: **Settings**, **Developer tools**, **Code injection** (search for “Code injection” in the settings).
3. Paste the code into **Footer** and save.
4. Reload the site, signed out of Squarespace or in a private window.

**Limits.** https only. Code injection needs a plan that includes it (not the first one). Checkout pages do not show the widget. Allow \`your-site.squarespace.com\` too if you preview there.`,
  google: `Google Sites takes no script: the chatbot shows there as a whole page, in a frame.

1. Copy above the **address of the whole page**.
2. In Google Sites: **Insert**, **Embed**, tab **By URL**, paste the address and choose **Whole page**.
3. Enlarge the frame: at least 350 × 600 pixels.
4. Allow the sites below, then publish.

**Limits.** https only, and no bubble. Google shows frames from domains that all its sites share: allowing them lets any Google Sites page show this chatbot. If you can, rather put a plain link to the whole page.`,
} satisfies Words<typeof french>;
