<?php
/**
 * Plugin Name:       Foyer Chat
 * Description:       Shows your Foyer chatbot on the pages you choose, as a button in the corner or as part of a page.
 * Version:           1.1.0
 * Requires at least: 6.0
 * Requires PHP:      7.4
 * Author:            Foyer contributors
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain:       foyer-chat
 * Domain Path:       /languages
 * Update URI:        false
 *
 * Foyer Chat is free software: you can redistribute it and/or modify it under the terms of the GNU General Public
 * License as published by the Free Software Foundation, either version 2 of the License, or (at your option) any
 * later version.
 *
 * Foyer Chat is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied
 * warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE. See the GNU General Public License for more
 * details.
 *
 * You should have received a copy of the GNU General Public License along with Foyer Chat, in license.txt. If not,
 * see https://www.gnu.org/licenses/.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

define( 'FOYER_CHAT_VERSION', '1.1.0' );
define( 'FOYER_CHAT_FILE', __FILE__ );
define( 'FOYER_CHAT_FOLDER', plugin_dir_path( __FILE__ ) );

require FOYER_CHAT_FOLDER . 'includes/addresses.php';
require FOYER_CHAT_FOLDER . 'includes/settings.php';
require FOYER_CHAT_FOLDER . 'includes/loading.php';
require FOYER_CHAT_FOLDER . 'includes/placing.php';

if ( is_admin() ) {
	require FOYER_CHAT_FOLDER . 'includes/page-choices.php';
	require FOYER_CHAT_FOLDER . 'includes/settings-fields.php';
	require FOYER_CHAT_FOLDER . 'includes/settings-page.php';
}

/**
 * Reads the translations that come with the plugin.
 */
function foyer_chat_load_translations() {
	load_plugin_textdomain( 'foyer-chat', false, dirname( plugin_basename( FOYER_CHAT_FILE ) ) . '/languages' );
}
add_action( 'init', 'foyer_chat_load_translations', 5 );
