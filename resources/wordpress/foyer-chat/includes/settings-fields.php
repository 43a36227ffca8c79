<?php
/**
 * The fields of the settings page.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

/**
 * Names of the positions.
 *
 * @return string[] Words by value; the empty value stands for what is set in Foyer.
 */
function foyer_chat_positions() {
	return array(
		''      => __( 'As set in Foyer', 'foyer-chat' ),
		'right' => __( 'Bottom right', 'foyer-chat' ),
		'left'  => __( 'Bottom left', 'foyer-chat' ),
	);
}

/**
 * Names of the languages.
 *
 * @return string[] Words by value; the empty value stands for what is set in Foyer.
 */
function foyer_chat_languages() {
	return array(
		''        => __( 'As set in Foyer', 'foyer-chat' ),
		'page'    => __( 'That of the page', 'foyer-chat' ),
		'visitor' => __( 'That of the visitor’s browser', 'foyer-chat' ),
		'en'      => __( 'English', 'foyer-chat' ),
		'fr'      => __( 'French', 'foyer-chat' ),
	);
}

/**
 * Where the button in the corner may load.
 *
 * @return string[] Words by value.
 */
function foyer_chat_wheres() {
	return array(
		'everywhere' => __( 'On all pages', 'foyer-chat' ),
		'chosen'     => __( 'On chosen pages only', 'foyer-chat' ),
		'placed'     => __( 'Only where I put the block or the shortcode', 'foyer-chat' ),
	);
}

/**
 * Writes a field of one line.
 *
 * @param array $field Keys `name`, `type`, `delivered`, `label_for`, `advice`.
 */
function foyer_chat_write_text_field( $field ) {
	$settings = foyer_chat_settings();
	$value    = '' !== $settings[ $field['name'] ] ? $settings[ $field['name'] ] : $field['delivered'];
	printf(
		'<input type="text"%1$s id="%2$s" name="%3$s" value="%4$s" class="regular-text code" autocomplete="off" spellcheck="false" aria-describedby="%2$s-advice" />',
		'url' === $field['type'] ? ' inputmode="url"' : '',
		esc_attr( $field['label_for'] ),
		esc_attr( FOYER_CHAT_OPTION . '[' . $field['name'] . ']' ),
		esc_attr( $value )
	);
	printf( '<p class="description" id="%s-advice">%s</p>', esc_attr( $field['label_for'] ), esc_html( $field['advice'] ) );
}

/**
 * Writes a choice of one among several.
 *
 * @param array $field Keys `name`, `choices`, `label_for`.
 */
function foyer_chat_write_select_field( $field ) {
	$settings = foyer_chat_settings();
	printf( '<select id="%1$s" name="%2$s">', esc_attr( $field['label_for'] ), esc_attr( FOYER_CHAT_OPTION . '[' . $field['name'] . ']' ) );
	foreach ( $field['choices'] as $value => $label ) {
		printf( '<option value="%1$s"%2$s>%3$s</option>', esc_attr( $value ), selected( $settings[ $field['name'] ], $value, false ), esc_html( $label ) );
	}
	echo '</select>';
}

/**
 * Writes where the button loads, and the list of pages.
 */
function foyer_chat_write_where_field() {
	$settings = foyer_chat_settings();
	echo '<fieldset id="foyer-chat-where"><legend class="screen-reader-text">' . esc_html__( 'The button appears', 'foyer-chat' ) . '</legend>';
	foreach ( foyer_chat_wheres() as $value => $label ) {
		printf(
			'<label><input type="radio" name="%1$s" value="%2$s"%3$s /> %4$s</label><br />',
			esc_attr( FOYER_CHAT_OPTION . '[where]' ),
			esc_attr( $value ),
			checked( $settings['where'], $value, false ),
			esc_html( $label )
		);
	}
	echo '</fieldset>';
	foyer_chat_write_choices( $settings );
}

/**
 * Writes whether people who are logged in see the button.
 */
function foyer_chat_write_logged_in_field() {
	printf(
		'<label><input type="checkbox" name="%1$s" value="1"%2$s /> %3$s</label>',
		esc_attr( FOYER_CHAT_OPTION . '[hide_logged_in]' ),
		checked( (bool) foyer_chat_settings()['hide_logged_in'], true, false ),
		esc_html__( 'Do not load the button for people who are logged in to this site', 'foyer-chat' )
	);
}

/**
 * Makes the sections and fields known to WordPress.
 */
function foyer_chat_add_fields() {
	$delivered = foyer_chat_delivered();
	$page      = 'foyer-chat';
	$add       = static function ( $section, $name, $label, $write, $more = array() ) use ( $page ) {
		$id = 'foyer-chat-' . str_replace( '_', '-', $name );
		add_settings_field( $id, $label, $write, $page, $section, array_merge( array( 'name' => $name ), $more ) );
	};

	add_settings_section( 'foyer_chat_where', __( 'Where the chatbot appears', 'foyer-chat' ), 'foyer_chat_write_where_words', $page );
	$add( 'foyer_chat_where', 'where', __( 'The button appears', 'foyer-chat' ), 'foyer_chat_write_where_field' );
	$add( 'foyer_chat_where', 'hide_logged_in', __( 'People logged in', 'foyer-chat' ), 'foyer_chat_write_logged_in_field' );

	add_settings_section( 'foyer_chat_looks', __( 'How it appears', 'foyer-chat' ), '__return_null', $page );
	$add(
		'foyer_chat_looks',
		'position',
		__( 'Position of the button', 'foyer-chat' ),
		'foyer_chat_write_select_field',
		array(
			'choices'   => foyer_chat_positions(),
			'label_for' => 'foyer-chat-position',
		)
	);
	$add(
		'foyer_chat_looks',
		'language',
		__( 'Language', 'foyer-chat' ),
		'foyer_chat_write_select_field',
		array(
			'choices'   => foyer_chat_languages(),
			'label_for' => 'foyer-chat-language',
		)
	);

	add_settings_section( 'foyer_chat_server', __( 'Connection to Foyer', 'foyer-chat' ), 'foyer_chat_write_server_words', $page );
	$add(
		'foyer_chat_server',
		'server',
		__( 'Address of the server', 'foyer-chat' ),
		'foyer_chat_write_text_field',
		array(
			'type'      => 'url',
			'delivered' => $delivered['server'],
			'label_for' => 'foyer-chat-server',
			'advice'    => __( 'As visitors reach it, for example https://chat.example.org. Empty: the address this plugin was made with.', 'foyer-chat' ),
		)
	);
	$add(
		'foyer_chat_server',
		'widget_id',
		__( 'Widget', 'foyer-chat' ),
		'foyer_chat_write_text_field',
		array(
			'type'      => 'text',
			'delivered' => $delivered['widget_id'],
			'label_for' => 'foyer-chat-widget-id',
			'advice'    => __( 'The public name of the chatbot’s widget; not a secret. Empty: the one this plugin was made for.', 'foyer-chat' ),
		)
	);
}
