<?php
/**
 * What came with the plugin (widget.json), what was set on the settings page, and what follows from both.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

/** The one option this plugin keeps. */
const FOYER_CHAT_OPTION = 'foyer_chat_settings';

/** What a widget's public id looks like. */
const FOYER_CHAT_ID_SHAPE = '/^[A-Za-z0-9_-]{8,64}$/';

/**
 * The chatbot this plugin was made for. It is data, checked again here, and never run.
 *
 * @return array Keys `title`, `server`, `widget_id`.
 */
function foyer_chat_delivered() {
	static $delivered = null;
	if ( null !== $delivered ) {
		return $delivered;
	}
	$file = FOYER_CHAT_FOLDER . 'widget.json';
	$read = is_readable( $file ) ? json_decode( file_get_contents( $file ), true ) : null; // phpcs:ignore WordPress.WP.AlternativeFunctions
	$read = is_array( $read ) ? $read : array();
	$text = static function ( $name ) use ( $read ) {
		return isset( $read[ $name ] ) && is_string( $read[ $name ] ) ? $read[ $name ] : '';
	};

	$delivered = array(
		'title'     => $text( 'title' ),
		'server'    => foyer_chat_clean_server( $text( 'server' ) ),
		'widget_id' => preg_match( FOYER_CHAT_ID_SHAPE, $text( 'widgetId' ) ) ? $text( 'widgetId' ) : '',
	);
	return $delivered;
}

/**
 * What holds until somebody sets something else. Empty texts stand for what came with the plugin.
 *
 * @return array
 */
function foyer_chat_defaults() {
	return array(
		'made_for'       => '',
		'server'         => '',
		'widget_id'      => '',
		'where'          => 'everywhere',
		'home'           => false,
		'post_types'     => array(),
		'pages'          => array(),
		'position'       => '',
		'language'       => '',
		'hide_logged_in' => false,
	);
}

/**
 * The settings as kept.
 *
 * @return array Keys of `foyer_chat_defaults`.
 */
function foyer_chat_settings() {
	$kept     = get_option( FOYER_CHAT_OPTION, array() );
	$settings = array_merge( foyer_chat_defaults(), is_array( $kept ) ? $kept : array() );
	if ( foyer_chat_delivered()['widget_id'] !== $settings['made_for'] ) {
		// The plugin of another chatbot took the place of the one these two were typed for.
		$settings['server']    = '';
		$settings['widget_id'] = '';
	}
	return $settings;
}

/**
 * The widget that is shown. What it looks like is the server's to say, but for what was set here for this site.
 *
 * @return array|null Keys `server`, `widget_id`, `attributes` (name of the script's attribute => value); null while a
 *                    server or an id is missing.
 */
function foyer_chat_widget() {
	$delivered = foyer_chat_delivered();
	$settings  = foyer_chat_settings();
	$server    = '' !== $settings['server'] ? $settings['server'] : $delivered['server'];
	$widget_id = '' !== $settings['widget_id'] ? $settings['widget_id'] : $delivered['widget_id'];
	if ( '' === $server || '' === $widget_id ) {
		return null;
	}
	$attributes = array();
	foreach ( array( 'position', 'language' ) as $name ) {
		if ( '' !== $settings[ $name ] ) {
			$attributes[ 'data-' . $name ] = $settings[ $name ];
		}
	}
	return array(
		'server'     => $server,
		'widget_id'  => $widget_id,
		'attributes' => $attributes,
	);
}
