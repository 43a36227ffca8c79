<?php
/**
 * What the block's script needs, and its version.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

return array(
	'dependencies' => array( 'wp-block-editor', 'wp-blocks', 'wp-components', 'wp-element', 'wp-i18n' ),
	'version'      => '1.1.0',
);
