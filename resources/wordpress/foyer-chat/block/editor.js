/**
 * The block in the editor: a card that says what visitors will see, and its two settings.
 *
 * License: GPL-2.0-or-later
 */
(function (wp) {
  'use strict';

  var el = wp.element.createElement;
  var __ = wp.i18n.__;
  var components = wp.components;

  var HEIGHT_MINIMUM = 440;
  var HEIGHT_MAXIMUM = 2000;
  var HEIGHT_STEP = 20;

  function Edit(props) {
    var attributes = props.attributes;
    var inline = attributes.mode !== 'button';

    return el(
      'div',
      wp.blockEditor.useBlockProps(),
      el(
        wp.blockEditor.InspectorControls,
        null,
        el(
          components.PanelBody,
          { title: __('Display', 'foyer-chat') },
          el(components.RadioControl, {
            label: __('The chatbot appears', 'foyer-chat'),
            selected: inline ? 'inline' : 'button',
            options: [
              { label: __('As a part of the page, here', 'foyer-chat'), value: 'inline' },
              { label: __('As a button in the corner of the page', 'foyer-chat'), value: 'button' },
            ],
            onChange: function (mode) {
              props.setAttributes({ mode: mode });
            },
          }),
          inline &&
            el(components.RangeControl, {
              label: __('Height in pixels', 'foyer-chat'),
              value: attributes.height,
              min: HEIGHT_MINIMUM,
              max: HEIGHT_MAXIMUM,
              step: HEIGHT_STEP,
              __nextHasNoMarginBottom: true,
              __next40pxDefaultSize: true,
              onChange: function (height) {
                props.setAttributes({ height: height });
              },
            }),
        ),
      ),
      el(components.Placeholder, {
        icon: 'format-chat',
        label: __('Foyer chat', 'foyer-chat'),
        instructions: inline
          ? __('Visitors will see the chatbot here.', 'foyer-chat')
          : __(
              'Visitors will see the chatbot’s button in the corner of this page, and nothing here.',
              'foyer-chat',
            ),
      }),
    );
  }

  wp.blocks.registerBlockType('foyer/chat', {
    edit: Edit,
    // The server writes it each time it is shown.
    save: function () {
      return null;
    },
  });
})(window.wp);
