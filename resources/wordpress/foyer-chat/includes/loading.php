<?php
/**
 * Puts the widget's script into pages: in the footer, asynchronously, and once for each place it appears in.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

/**
 * The places of this page in which the widget appears.
 *
 * @param string|null $handle Handle of a script to add; null only asks.
 * @param string      $inline Selector of the element that becomes the panel; empty for the button in the corner.
 * @return array Handle of a script => selector.
 */
function foyer_chat_places( $handle = null, $inline = '' ) {
	static $places = array();
	if ( null !== $handle ) {
		$places[ $handle ] = $inline;
	}
	return $places;
}

/**
 * Adds the widget's script for one place. The second time for the same place changes nothing.
 *
 * @param string $handle Handle of the script.
 * @param string $inline Selector of an element; empty for the button in the corner.
 */
function foyer_chat_enqueue( $handle, $inline = '' ) {
	$widget = foyer_chat_widget();
	if ( null === $widget ) {
		return;
	}
	foyer_chat_places( $handle, $inline );
	// The script of this very widget: the server puts into it what the launcher looks like. Without a version: the
	// server names what may be kept, and for how long.
	wp_enqueue_script( $handle, $widget['server'] . '/widget/' . $widget['widget_id'] . '.js', array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion
}

/**
 * Writes the script with the widget it is of. Built anew rather than changed: releases of WordPress
 * write the tag in different ways, and this one also passes by the plugins that add a nonce to scripts.
 *
 * @param string $tag    The tag as WordPress wrote it.
 * @param string $handle Handle of the script.
 * @param string $src    Address of the script.
 * @return string
 */
function foyer_chat_script_tag( $tag, $handle, $src ) {
	$places = foyer_chat_places();
	$widget = isset( $places[ $handle ] ) ? foyer_chat_widget() : null;
	if ( null === $widget ) {
		return $tag;
	}
	$attributes = array(
		'src'            => $src,
		'id'             => $handle . '-js',
		'async'          => true,
		'data-widget-id' => $widget['widget_id'],
		// Where the script is copied to another server, the widget still asks its own.
		'data-server'    => $widget['server'],
	);
	if ( '' !== $places[ $handle ] ) {
		$attributes['data-inline'] = $places[ $handle ];
	}
	return wp_get_script_tag( $attributes + $widget['attributes'] + foyer_chat_left_alone() );
}
add_filter( 'script_loader_tag', 'foyer_chat_script_tag', 20, 3 );

/**
 * Asks optimisers to leave the script as it is: joined with others, or held back, it would lose its attributes.
 * Nobody else reads these.
 *
 * @return array Name of an attribute => value.
 */
function foyer_chat_left_alone() {
	return array(
		'data-cfasync'     => 'false', // Cloudflare Rocket Loader.
		'data-no-optimize' => '1', // LiteSpeed Cache.
		'data-no-defer'    => '1', // LiteSpeed Cache.
		'data-noptimize'   => '1', // Autoptimize.
		'data-nowprocket'  => '1', // WP Rocket.
	);
}

/**
 * Loads the button in the corner where the settings ask for it. Last thing before scripts are written, when it is
 * known whether the page has the panel as a part of it, which makes a button superfluous.
 */
function foyer_chat_load_launcher() {
	if ( array() === foyer_chat_places() && foyer_chat_is_wanted_here() ) {
		foyer_chat_enqueue( 'foyer-chat' );
	}
}
add_action( 'wp_footer', 'foyer_chat_load_launcher', 19 );

/**
 * Whether the settings ask for the button on the page being shown.
 *
 * @return bool
 */
function foyer_chat_is_wanted_here() {
	$settings = foyer_chat_settings();
	if ( $settings['hide_logged_in'] && is_user_logged_in() ) {
		return false;
	}
	if ( 'chosen' === $settings['where'] ) {
		return foyer_chat_is_chosen( $settings );
	}
	return 'everywhere' === $settings['where'];
}

/**
 * Whether the page being shown is among the chosen ones.
 *
 * @param array $settings The settings.
 * @return bool
 */
function foyer_chat_is_chosen( $settings ) {
	if ( $settings['home'] && is_front_page() ) {
		return true;
	}
	if ( ! is_singular() && ! is_home() ) {
		return false;
	}
	// Of the page that lists the posts, too, when the site has one.
	$id = (int) get_queried_object_id();
	if ( $id > 0 && in_array( $id, array_map( 'intval', (array) $settings['pages'] ), true ) ) {
		return true;
	}
	return is_singular() && in_array( get_post_type( $id ), (array) $settings['post_types'], true );
}
