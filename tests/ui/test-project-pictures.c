/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "np-bytes-field-row.h"
#include "support-project.h"

/* Pictures */

static void
test_pictures (ProjectFixture *fixture, gconstpointer data)
{
  np_project_view_enter_field (fixture->view, NP_TAG_VENDOR_NAME);
  project_take_pictures (fixture, "project");
  np_project_view_enter_field (fixture->view, NP_TAG_DEVICE_ATTESTATION_PRIV_KEY);
  project_take_pictures (fixture, "project-attestation");
  np_project_view_enter_field (fixture->view, NP_TAG_NONE);
  project_take_pictures (fixture, "project-recipe");

  project_type_into (fixture, NP_TAG_VENDOR_NAME, "Zwölf Löwen & <b>Söhne</b>, Gerätebau");
  project_type_into (fixture, NP_TAG_VENDOR_ID, "0xFFZ");
  project_type_into (fixture, NP_TAG_SETUP_DISCRIMINATOR, "4096");
  project_type_into (fixture, NP_TAG_SPAKE2_SETUP_PASSCODE, "11111111");
  project_type_into (fixture, NP_TAG_MANUFACTURING_DATE, "2026-11-22");
  np_bytes_field_row_take_text (NP_BYTES_FIELD_ROW (project_get_row (fixture, NP_TAG_SPAKE2_SALT)), "53 50");
  np_project_view_enter_field (fixture->view, NP_TAG_VENDOR_NAME);
  project_take_pictures (fixture, "project-problems");
  project_activate (fixture, "project.show-problems");
  np_project_view_enter_field (fixture->view, NP_TAG_SPAKE2_SETUP_PASSCODE);
  project_take_pictures (fixture, "project-problem-list");
  np_project_view_save (fixture->view);
  np_test_wait_until (project_has_dialog, fixture->window);
  project_take_pictures (fixture, "project-save");
  project_press_in_dialog (fixture, "Cancel");
  gtk_window_close (GTK_WINDOW (fixture->window));
  np_test_wait_until (project_has_dialog, fixture->window);
  project_take_pictures (fixture, "project-close");
  gtk_window_close (np_test_find_dialog (GTK_WINDOW (fixture->window)));
  np_test_wait_until (project_has_no_dialog, fixture->window);
  project_change_on_disk (fixture, "From elsewhere");
  np_test_wait_until (project_shows_disk_bar, fixture->window);
  project_take_pictures (fixture, "project-changed-on-disk");
}

static gboolean
is_narrow (gpointer view)
{
  return gtk_widget_get_width (view) < 1000;
}

static void
test_pictures_small (ProjectFixture *fixture, gconstpointer data)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 600);
  np_test_wait_until (is_narrow, fixture->view);
  np_test_run_main_loop ();
  project_take_pictures (fixture, "project-800x600");
  project_activate (fixture, "project.toggle-pane");
  np_test_run_main_loop ();
  project_take_pictures (fixture, "project-pane-800x600");
}

static void
test_pictures_right_to_left (ProjectFixture *fixture, gconstpointer data)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  np_test_run_main_loop ();
  project_take_pictures (fixture, "project-right-to-left");
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

int
main (int argc, char **argv)
{
  np_test_init (&argc, &argv);
#define ADD(name, function) g_test_add ("/project-pictures/" name, ProjectFixture, NULL, project_set_up, function, project_tear_down)
  ADD ("pictures", test_pictures);
  ADD ("pictures-small", test_pictures_small);
  ADD ("pictures-right-to-left", test_pictures_right_to_left);
  return np_test_run ();
}
