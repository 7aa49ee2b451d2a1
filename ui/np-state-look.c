/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "np-state-look.h"

#define WORD_CONTEXT "port state"
#define SPOKEN_CONTEXT "spoken port state"

/* Translators: at most 6 letters each */
static const NpStateLook looks[] = {
  [NP_BOARD_STATE_EMPTY] = { "empty", "list-add-symbolic", NC_("port state", "EMPTY"), NC_("spoken port state", "empty") },
  [NP_BOARD_STATE_CHECK] = { "check", "find-location-symbolic", NC_("port state", "CHECK"), NC_("spoken port state", "being identified") },
  [NP_BOARD_STATE_READY] = { "ready", "media-playback-start-symbolic", NC_("port state", "READY"), NC_("spoken port state", "ready") },
  [NP_BOARD_STATE_BLOCK] = { "block", "changes-prevent-symbolic", NC_("port state", "BLOCK"), NC_("spoken port state", "blocked") },
  [NP_BOARD_STATE_BUSY] = { "busy", "emblem-synchronizing-symbolic", NC_("port state", "BUSY"), NC_("spoken port state", "busy") },
  [NP_BOARD_STATE_ACTION] = { "action", "dialog-warning-symbolic", NC_("port state", "ACTION"), NC_("spoken port state", "needs you") },
  [NP_BOARD_STATE_PASS] = { "pass", "emblem-ok-symbolic", NC_("port state", "PASS"), NC_("spoken port state", "passed") },
  [NP_BOARD_STATE_FAIL] = { "fail", "dialog-error-symbolic", NC_("port state", "FAIL"), NC_("spoken port state", "failed") },
  [NP_BOARD_STATE_UNSURE] = { "unsure", "dialog-question-symbolic", NC_("port state", "UNSURE"), NC_("spoken port state", "unsure") },
  [NP_BOARD_STATE_STOP] = { "stop", "media-playback-stop-symbolic", NC_("port state", "STOP"), NC_("spoken port state", "stopped") },
};

const NpStateLook *
np_state_look_get (NpBoardState state)
{
  g_return_val_if_fail (state < G_N_ELEMENTS (looks), NULL);
  return &looks[state];
}

const char *
np_state_look_get_word (NpBoardState state)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, WORD_CONTEXT, np_state_look_get (state)->word);
}

const char *
np_state_look_get_spoken (NpBoardState state)
{
  return g_dpgettext2 (GETTEXT_PACKAGE, SPOKEN_CONTEXT, np_state_look_get (state)->spoken);
}

int
np_state_look_measure_words (GtkWidget *widget, int points)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();
  int widest = 0;

  pango_attr_list_insert (attributes, pango_attr_size_new (points * PANGO_SCALE));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_ULTRABOLD));
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (widget, np_state_look_get_word ((NpBoardState) i));
      int width;

      pango_layout_set_attributes (layout, attributes);
      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }
  return widest;
}
