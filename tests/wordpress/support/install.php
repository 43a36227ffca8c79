<?php
/**
 * Installs WordPress as its own installer does, and writes a few pages. Prints their ids as JSON.
 *
 * php install.php FOLDER LOCALE PASSWORD
 */

list( , $folder, $locale, $password ) = $argv;

define( 'WP_INSTALLING', true );

/** No mail about the new site. */
function wp_new_blog_notification() {
}

require $folder . '/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';

load_default_textdomain( $locale );
wp_install( 'Atelier', 'claire', 'claire@atelier.test', true, '', $password, $locale );
update_option( 'WPLANG', $locale );

$pages = array(
	'chosen'    => array( 'Contact', 'Nous écrire.' ),
	'other'     => array( 'Mentions légales', 'Rien ici.' ),
	'shortcode' => array( 'Aide', '[foyer_chat height="620"]' ),
	'twice'     => array( 'Deux fois', '[foyer_chat][foyer_chat mode="button"][foyer_chat mode="button"]' ),
	'button'    => array( 'Bouton', '[foyer_chat mode="button"]' ),
	'several'   => array( 'Plusieurs', '[foyer_chat]<p>Entre les deux.</p>[foyer_chat]' ),
	'hostile'   => array( '<script>window.hostile=1</script> & «Été»', 'Rien.' ),
);
// More than the settings page lists at first, and one that comes after them.
for ( $number = 1; $number <= 100; $number++ ) {
	$pages[ 'filler' . $number ] = array( sprintf( 'Page %03d', $number ), 'Rien.' );
}
$pages['last'] = array( 'Zone retirée', 'Rien.' );

$ids   = array();
foreach ( $pages as $name => list( $title, $content ) ) {
	$ids[ $name ] = wp_insert_post(
		array(
			'post_type'    => 'page',
			'post_status'  => 'publish',
			'post_title'   => $title,
			'post_content' => $content,
		)
	);
}
echo "\n" . wp_json_encode( $ids );
