<?php
/**
 * The shortcode and the block: the widget where an author puts it.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

const FOYER_CHAT_HEIGHT         = 600; // Pixels.
const FOYER_CHAT_HEIGHT_MINIMUM = 440; // The panel itself takes no less.
const FOYER_CHAT_HEIGHT_MAXIMUM = 2000;

/**
 * Puts the widget into a page: the panel as a part of it, or the button in the corner.
 *
 * @param string $mode   `inline` or `button`.
 * @param mixed  $height Height of the panel in pixels.
 * @param string $wrap   Attributes of the element around the panel, escaped; empty for none.
 * @return string HTML.
 */
function foyer_chat_place( $mode, $height, $wrap = '' ) {
	if ( is_feed() ) {
		return '';
	}
	if ( null === foyer_chat_widget() ) {
		return current_user_can( 'manage_options' )
			? '<p>' . esc_html__( 'Foyer Chat is not set up yet: see Settings → Foyer. Only you see this line.', 'foyer-chat' ) . '</p>'
			: '';
	}
	if ( 'button' === $mode ) {
		foyer_chat_enqueue( 'foyer-chat' );
		return '';
	}
	$pixels = absint( $height );
	$pixels = 0 === $pixels ? FOYER_CHAT_HEIGHT : min( max( $pixels, FOYER_CHAT_HEIGHT_MINIMUM ), FOYER_CHAT_HEIGHT_MAXIMUM );
	$id     = wp_unique_id( 'foyer-chat-' );
	foyer_chat_enqueue( $id, '#' . $id );
	return sprintf(
		'<div %1$s><div id="%2$s" class="foyer-chat-inline" style="display:grid;grid-template:minmax(0,1fr)/minmax(0,1fr);height:%3$dpx"></div></div>',
		'' === $wrap ? 'class="foyer-chat"' : $wrap,
		esc_attr( $id ),
		$pixels
	);
}

/**
 * `[foyer_chat]`, `[foyer_chat height="700"]`, `[foyer_chat mode="button"]`.
 *
 * @param array|string $given Attributes as written.
 * @return string HTML.
 */
function foyer_chat_shortcode( $given ) {
	$attributes = shortcode_atts(
		array(
			'mode'   => 'inline',
			'height' => (string) FOYER_CHAT_HEIGHT,
		),
		$given,
		'foyer_chat'
	);
	return foyer_chat_place( $attributes['mode'], $attributes['height'] );
}

/**
 * The block, written by the server each time it is shown.
 *
 * @param array $attributes Of the block.
 * @return string HTML.
 */
function foyer_chat_render_block( $attributes ) {
	return foyer_chat_place( $attributes['mode'], $attributes['height'], get_block_wrapper_attributes( array( 'class' => 'foyer-chat' ) ) );
}

/**
 * Makes the shortcode and the block known.
 */
function foyer_chat_register_places() {
	add_shortcode( 'foyer_chat', 'foyer_chat_shortcode' );
	$options = array( 'render_callback' => 'foyer_chat_render_block' );
	if ( version_compare( get_bloginfo( 'version' ), '6.3', '>=' ) ) {
		$options['api_version'] = 3; // Earlier editors know no more than 2, later ones complain about less than 3.
	}
	register_block_type( FOYER_CHAT_FOLDER . 'block', $options );
	wp_set_script_translations( 'foyer-chat-editor-script', 'foyer-chat', FOYER_CHAT_FOLDER . 'languages' );
}
add_action( 'init', 'foyer_chat_register_places' );
