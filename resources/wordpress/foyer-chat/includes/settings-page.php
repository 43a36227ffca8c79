<?php
/**
 * Settings → Foyer: the page, what is accepted from it, and what it warns of.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

/**
 * Announces the option, its check, and the fields.
 */
function foyer_chat_register_settings() {
	register_setting(
		'foyer_chat',
		FOYER_CHAT_OPTION,
		array(
			'type'              => 'array',
			'sanitize_callback' => 'foyer_chat_sanitize',
			'show_in_rest'      => false,
			'default'           => array(),
		)
	);
	foyer_chat_add_fields();
	wp_add_privacy_policy_content(
		__( 'Foyer Chat', 'foyer-chat' ),
		'<p>' . esc_html__( 'When you open the chat, your questions and what else you enter there are sent to our own server and kept there so that they can be answered. Your browser keeps a random number by which it finds your conversation again. Nothing is sent before you open the chat.', 'foyer-chat' ) . '</p>'
	);
}
add_action( 'admin_init', 'foyer_chat_register_settings' );

/**
 * Puts the page into the menu.
 */
function foyer_chat_add_page() {
	$hook = add_options_page( __( 'Foyer Chat', 'foyer-chat' ), __( 'Foyer', 'foyer-chat' ), 'manage_options', 'foyer-chat', 'foyer_chat_write_page' );
	add_action( 'load-' . $hook, 'foyer_chat_prepare_page' );
}
add_action( 'admin_menu', 'foyer_chat_add_page' );

/**
 * Asks for the page's script and style, on that page alone.
 */
function foyer_chat_prepare_page() {
	add_action( 'admin_enqueue_scripts', 'foyer_chat_enqueue_page_files' );
}

/**
 * Loads the page's script and style.
 */
function foyer_chat_enqueue_page_files() {
	wp_enqueue_style( 'foyer-chat-settings', plugins_url( 'assets/settings.css', FOYER_CHAT_FILE ), array(), FOYER_CHAT_VERSION );
	wp_enqueue_script( 'foyer-chat-settings', plugins_url( 'assets/settings.js', FOYER_CHAT_FILE ), array( 'wp-api-fetch', 'wp-i18n', 'wp-url' ), FOYER_CHAT_VERSION, true );
	wp_set_script_translations( 'foyer-chat-settings', 'foyer-chat', FOYER_CHAT_FOLDER . 'languages' );
}

/**
 * A way to the settings from the list of plugins.
 *
 * @param string[] $links Of the plugin's row.
 * @return string[]
 */
function foyer_chat_row_links( $links ) {
	if ( current_user_can( 'manage_options' ) ) {
		array_unshift( $links, sprintf( '<a href="%s">%s</a>', esc_url( admin_url( 'options-general.php?page=foyer-chat' ) ), esc_html__( 'Settings', 'foyer-chat' ) ) );
	}
	return $links;
}
add_filter( 'plugin_action_links_' . plugin_basename( FOYER_CHAT_FILE ), 'foyer_chat_row_links' );

/**
 * What is kept of what the page sent. A text that makes no sense leaves the former one, and says so.
 *
 * @param mixed $given What was sent.
 * @return array Keys of `foyer_chat_defaults`.
 */
function foyer_chat_sanitize( $given ) {
	$given     = is_array( $given ) ? $given : array();
	$former    = foyer_chat_settings();
	$delivered = foyer_chat_delivered();
	$one_of    = static function ( $name, $choices ) use ( $given, $former ) {
		$value = isset( $given[ $name ] ) && is_string( $given[ $name ] ) ? $given[ $name ] : '';
		return isset( $choices[ $value ] ) ? $value : $former[ $name ];
	};
	$list      = static function ( $name ) use ( $given ) {
		return isset( $given[ $name ] ) && is_array( $given[ $name ] ) ? array_filter( $given[ $name ], 'is_scalar' ) : array();
	};

	return array(
		'made_for'       => $delivered['widget_id'],
		'server'         => foyer_chat_sanitize_server( isset( $given['server'] ) ? $given['server'] : '', $former['server'], $delivered['server'] ),
		'widget_id'      => foyer_chat_sanitize_id( isset( $given['widget_id'] ) ? $given['widget_id'] : '', $former['widget_id'], $delivered['widget_id'] ),
		'where'          => $one_of( 'where', foyer_chat_wheres() ),
		'home'           => ! empty( $given['home'] ),
		'post_types'     => array_values( array_intersect( array_map( 'strval', $list( 'post_types' ) ), array_keys( foyer_chat_post_types() ) ) ),
		'pages'          => array_values( array_unique( array_filter( array_map( 'absint', $list( 'pages' ) ) ) ) ),
		'position'       => $one_of( 'position', foyer_chat_positions() ),
		'language'       => $one_of( 'language', foyer_chat_languages() ),
		'hide_logged_in' => ! empty( $given['hide_logged_in'] ),
	);
}

/**
 * The address to keep.
 *
 * @param mixed  $typed     What was typed.
 * @param string $former    What was kept.
 * @param string $delivered What came with the plugin.
 * @return string Empty when it is what came with the plugin.
 */
function foyer_chat_sanitize_server( $typed, $former, $delivered ) {
	if ( ! is_string( $typed ) || '' === trim( $typed ) ) {
		return '';
	}
	$server = foyer_chat_clean_server( $typed );
	if ( '' === $server ) {
		add_settings_error( FOYER_CHAT_OPTION, 'server', __( 'The address of the server was not changed: it begins with https:// or http://, followed by a name, for example https://chat.example.org.', 'foyer-chat' ) );
		return $former;
	}
	return $server === $delivered ? '' : $server;
}

/**
 * The widget's id to keep.
 *
 * @param mixed  $typed     What was typed.
 * @param string $former    What was kept.
 * @param string $delivered What came with the plugin.
 * @return string Empty when it is what came with the plugin.
 */
function foyer_chat_sanitize_id( $typed, $former, $delivered ) {
	$id = is_string( $typed ) ? trim( $typed ) : '';
	if ( '' === $id || $id === $delivered ) {
		return '';
	}
	if ( ! preg_match( FOYER_CHAT_ID_SHAPE, $id ) ) {
		add_settings_error( FOYER_CHAT_OPTION, 'widget_id', __( 'The widget was not changed: its name is made of letters, digits, “-” and “_”. Copy it from Foyer as it is.', 'foyer-chat' ) );
		return $former;
	}
	return $id;
}

/**
 * Words before the places.
 */
function foyer_chat_write_where_words() {
	echo '<p>';
	echo wp_kses(
		/* translators: both names in code stay as they are. */
		__( 'The button stays in the corner of a page. To make the chat a part of a page instead, add the block “Foyer chat” to it, or the shortcode <code>[foyer_chat]</code>; <code>[foyer_chat mode="button"]</code> brings the button to that page alone.', 'foyer-chat' ),
		array( 'code' => array() )
	);
	echo '</p>';
}

/**
 * Words before the connection, with the name to allow in Foyer.
 */
function foyer_chat_write_server_words() {
	$host = wp_parse_url( home_url(), PHP_URL_HOST );
	$port = wp_parse_url( home_url(), PHP_URL_PORT );
	echo '<p>';
	printf(
		/* translators: %s: name of this site, such as example.org. */
		esc_html__( 'Foyer answers only the sites it knows. Add this one to the allowed sites of the chatbot in Foyer: %s', 'foyer-chat' ),
		'<code>' . esc_html( $host . ( $port ? ':' . $port : '' ) ) . '</code>'
	);
	echo '</p>';
}

/**
 * Says in plain words what will keep visitors from the server.
 */
function foyer_chat_write_obstacle() {
	$widget = foyer_chat_widget();
	if ( null === $widget ) {
		foyer_chat_write_notice( 'error', __( 'The address of the server or the widget is missing, so nothing is shown to visitors. Fill them in below, or download the plugin again from Foyer.', 'foyer-chat' ) );
		return;
	}
	switch ( foyer_chat_obstacle( $widget['server'], home_url() ) ) {
		case 'own-computer':
			/* translators: %s: address of the server. */
			$words = __( 'The address %s means “this computer” to whoever opens it: visitors would look for the chatbot on their own. Use the address under which other computers reach Foyer.', 'foyer-chat' );
			foyer_chat_write_notice( 'error', sprintf( $words, $widget['server'] ) );
			break;
		case 'mixed':
			/* translators: %s: address of the server. */
			$words = __( 'This site is encrypted (https) and the server %s is not (http). Browsers refuse such a mix, so visitors will not see the chatbot. Switch on HTTPS in Foyer, or use an address that begins with https://.', 'foyer-chat' );
			foyer_chat_write_notice( 'error', sprintf( $words, $widget['server'] ) );
			break;
		case 'private':
			/* translators: %s: address of the server. */
			$words = __( 'The server %s is on a local network. Visitors from elsewhere cannot reach it, and browsers may ask those inside for permission. For a public site, use a public address.', 'foyer-chat' );
			foyer_chat_write_notice( 'warning', sprintf( $words, $widget['server'] ) );
			break;
	}
}

/**
 * Writes a notice.
 *
 * @param string $kind  `error` or `warning`.
 * @param string $words Plain text.
 */
function foyer_chat_write_notice( $kind, $words ) {
	printf( '<div class="notice notice-%1$s"><p>%2$s</p></div>', esc_attr( $kind ), esc_html( $words ) );
}

/**
 * Writes the page.
 */
function foyer_chat_write_page() {
	if ( ! current_user_can( 'manage_options' ) ) {
		return;
	}
	$title = foyer_chat_delivered()['title'];
	echo '<div class="wrap foyer-chat-settings">';
	echo '<h1>' . esc_html__( 'Foyer Chat', 'foyer-chat' ) . '</h1>';
	if ( '' !== $title ) {
		/* translators: %s: name of a chatbot. */
		echo '<p class="foyer-chat-title">' . esc_html( sprintf( __( 'Made for the chatbot “%s”.', 'foyer-chat' ), $title ) ) . '</p>';
	}
	foyer_chat_write_obstacle();
	echo '<form action="options.php" method="post">';
	settings_fields( 'foyer_chat' );
	do_settings_sections( 'foyer-chat' );
	submit_button();
	echo '</form></div>';
}
