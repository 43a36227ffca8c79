<?php
/**
 * What an address of a server says about who reaches it.
 *
 * @package Foyer_Chat
 * @license GPL-2.0-or-later
 */

defined( 'ABSPATH' ) || exit;

/**
 * The server that an address typed by a person names: scheme, host and port, without a path.
 *
 * @param mixed $typed What was typed.
 * @return string For example `http://foyer.local:4281`; empty when it names no server.
 */
function foyer_chat_clean_server( $typed ) {
	$text = is_string( $typed ) ? trim( $typed ) : '';
	if ( '' === $text ) {
		return '';
	}
	if ( ! preg_match( '~^[a-z][a-z0-9+.-]*://~i', $text ) ) {
		$text = 'http://' . $text;
	}
	$parts = wp_parse_url( $text );
	if ( ! is_array( $parts ) || empty( $parts['host'] ) || isset( $parts['user'] ) ) {
		return '';
	}
	$scheme = strtolower( $parts['scheme'] );
	$host   = strtolower( $parts['host'] );
	if ( preg_match( '/[^\x21-\x7e]/', $host ) && function_exists( 'idn_to_ascii' ) ) {
		$host = (string) idn_to_ascii( $host );
	}
	$is_name = preg_match( '/^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$/', $host );
	if ( ! in_array( $scheme, array( 'http', 'https' ), true ) || ! ( $is_name || foyer_chat_is_ipv6( $host ) ) ) {
		return '';
	}
	$port = isset( $parts['port'] ) ? ':' . $parts['port'] : '';
	return $scheme . '://' . $host . $port . foyer_chat_clean_path( isset( $parts['path'] ) ? $parts['path'] : '' );
}

/**
 * The path under which a proxy shows the server; nothing for a page or a file of the server's own.
 *
 * @param string $path Path of a URL.
 * @return string Without a slash at its end.
 */
function foyer_chat_clean_path( $path ) {
	$path = rtrim( $path, '/' );
	if ( ! preg_match( '~^(?:/(?!\.{1,2}(?:/|$))[A-Za-z0-9._\~-]+)+$~', $path ) ) {
		return '';
	}
	return preg_match( '~^/(?:api|assets|chat|check|health|rpc|trust|v1|widget)(?:/|$)~i', $path ) ? '' : $path;
}

/**
 * Whether a host is an address of IP version 6 in brackets.
 *
 * @param string $host Host of a URL.
 * @return bool
 */
function foyer_chat_is_ipv6( $host ) {
	return preg_match( '/^\[(.+)\]$/', $host, $found ) && false !== filter_var( $found[1], FILTER_VALIDATE_IP, FILTER_FLAG_IPV6 );
}

/**
 * Whether each visitor's browser takes this host for the visitor's own computer.
 *
 * @param string $host Host of a URL.
 * @return bool
 */
function foyer_chat_is_own_computer( $host ) {
	return 1 === preg_match( '/^(127\.|\[::1\]$|(.+\.)?localhost$)/', $host );
}

/**
 * Whether only the local network knows this host, the visitor's own computer included.
 *
 * @param string $host Host of a URL.
 * @return bool
 */
function foyer_chat_is_private( $host ) {
	$address = trim( $host, '[]' );
	if ( foyer_chat_is_own_computer( $host ) ) {
		return true;
	}
	if ( false !== filter_var( $address, FILTER_VALIDATE_IP ) ) {
		return false === filter_var( $address, FILTER_VALIDATE_IP, FILTER_FLAG_NO_PRIV_RANGE | FILTER_FLAG_NO_RES_RANGE );
	}
	return false === strpos( $host, '.' ) || 1 === preg_match( '/\.(local|lan|home|corp|intranet|internal|private|test|home\.arpa)$/', $host );
}

/**
 * What will keep visitors from the server, worst first.
 *
 * @param string $server Address of the server.
 * @param string $site   Address of the site.
 * @return string One of `own-computer`, `mixed`, `private`; empty when nothing is known to.
 */
function foyer_chat_obstacle( $server, $site ) {
	$server_host = strtolower( (string) wp_parse_url( $server, PHP_URL_HOST ) );
	$site_host   = strtolower( (string) wp_parse_url( $site, PHP_URL_HOST ) );
	if ( '' === $server_host ) {
		return '';
	}
	if ( foyer_chat_is_own_computer( $server_host ) ) {
		return foyer_chat_is_own_computer( $site_host ) ? '' : 'own-computer';
	}
	if ( 'https' === wp_parse_url( $site, PHP_URL_SCHEME ) && 'http' === wp_parse_url( $server, PHP_URL_SCHEME ) ) {
		return 'mixed';
	}
	return foyer_chat_is_private( $server_host ) && ! foyer_chat_is_private( $site_host ) ? 'private' : '';
}
