<?php
/**
 * The list of pages on the settings page.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

const FOYER_CHAT_LISTED_PAGES = 100; // More are found by the search field.
const FOYER_CHAT_LISTED_POSTS = 20;

/**
 * Kinds of content that visitors can open.
 *
 * @return WP_Post_Type[] By name.
 */
function foyer_chat_post_types() {
	$types = get_post_types( array( 'public' => true ), 'objects' );
	unset( $types['attachment'] );
	return array_filter( $types, 'is_post_type_viewable' );
}

/**
 * What the list shows at first: the chosen ones, then pages by title, then the latest of everything else.
 *
 * @param int[] $chosen Ids of the chosen pages.
 * @return WP_Post[] Each once.
 */
function foyer_chat_listed( $chosen ) {
	$others  = array_values( array_diff( array_keys( foyer_chat_post_types() ), array( 'page' ) ) );
	$queries = array(
		array(
			'post_type'   => 'page',
			'numberposts' => FOYER_CHAT_LISTED_PAGES,
			'orderby'     => 'title',
			'order'       => 'ASC',
		),
	);
	if ( array() !== $others ) {
		$queries[] = array(
			'post_type'   => $others,
			'numberposts' => FOYER_CHAT_LISTED_POSTS,
		);
	}
	if ( array() !== $chosen ) {
		array_unshift(
			$queries,
			array(
				'post_type'   => array_keys( foyer_chat_post_types() ),
				'post_status' => 'any',
				'include'     => $chosen,
				'orderby'     => 'title',
				'order'       => 'ASC',
			)
		);
	}
	$listed = array();
	foreach ( $queries as $query ) {
		foreach ( get_posts( $query ) as $post ) {
			if ( ! isset( $listed[ $post->ID ] ) ) {
				$listed[ $post->ID ] = $post;
			}
		}
	}
	return $listed;
}

/**
 * Title of a page for people, also when it has none.
 *
 * @param WP_Post $post The page.
 * @return string Plain text.
 */
function foyer_chat_title_of( $post ) {
	$title = trim( wp_strip_all_tags( get_the_title( $post ) ) );
	$title = html_entity_decode( $title, ENT_QUOTES, get_bloginfo( 'charset' ) );
	/* translators: %d: number of a page. */
	return '' === $title ? sprintf( __( 'Without a title (%d)', 'foyer-chat' ), $post->ID ) : $title;
}

/**
 * Writes one box of a list.
 *
 * @param string $name    Name of the setting, `[]` included for lists.
 * @param string $value   What the box stands for.
 * @param bool   $checked Whether it is ticked.
 * @param string $label   Its words.
 * @param string $note    Said after them, more quietly.
 */
function foyer_chat_write_box( $name, $value, $checked, $label, $note = '' ) {
	printf(
		'<li><label><input type="checkbox" name="%1$s" value="%2$s"%3$s /> <span>%4$s</span>%5$s</label></li>',
		esc_attr( FOYER_CHAT_OPTION . $name ),
		esc_attr( $value ),
		checked( $checked, true, false ),
		esc_html( $label ),
		'' === $note ? '' : ' <span class="foyer-chat-note">' . esc_html( $note ) . '</span>'
	);
}

/**
 * Writes the boxes of the chosen pages.
 *
 * @param array $settings The settings.
 */
function foyer_chat_write_choices( $settings ) {
	$types = foyer_chat_post_types();

	echo '<fieldset class="foyer-chat-choices" id="foyer-chat-choices">';
	echo '<legend>' . esc_html__( 'Chosen pages', 'foyer-chat' ) . '</legend>';
	echo '<ul>';
	foyer_chat_write_box( '[home]', '1', (bool) $settings['home'], __( 'The home page', 'foyer-chat' ) );
	foreach ( $types as $type ) {
		/* translators: %s: a kind of content in the plural, such as “Pages” or “Posts”. */
		$label = sprintf( __( 'All of “%s”, later ones too', 'foyer-chat' ), $type->labels->name );
		foyer_chat_write_box( '[post_types][]', $type->name, in_array( $type->name, $settings['post_types'], true ), $label );
	}
	echo '</ul>';

	echo '<p class="foyer-chat-search" hidden><label for="foyer-chat-search">' . esc_html__( 'Search by title', 'foyer-chat' ) . '</label> ';
	echo '<input type="search" id="foyer-chat-search" class="regular-text" autocomplete="off" aria-controls="foyer-chat-pages" /></p>';
	echo '<p class="foyer-chat-found" id="foyer-chat-found" role="status"></p>';
	echo '<ul class="foyer-chat-pages" id="foyer-chat-pages">';
	foreach ( foyer_chat_listed( $settings['pages'] ) as $post ) {
		$note = isset( $types[ $post->post_type ] ) ? $types[ $post->post_type ]->labels->singular_name : '';
		foyer_chat_write_box( '[pages][]', (string) $post->ID, in_array( $post->ID, $settings['pages'], true ), foyer_chat_title_of( $post ), $note );
	}
	echo '</ul>';
	echo '</fieldset>';
}
