<?php
/**
 * Removes everything this plugin has kept, on every site of a network.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

if ( is_multisite() ) {
	$foyer_chat_sites = get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	);
	foreach ( $foyer_chat_sites as $foyer_chat_site ) {
		switch_to_blog( $foyer_chat_site );
		delete_option( 'foyer_chat_settings' );
		restore_current_blog();
	}
} else {
	delete_option( 'foyer_chat_settings' );
}
