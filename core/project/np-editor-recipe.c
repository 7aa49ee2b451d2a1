/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "np-editor-private.h"

/* The recipe's edits */

/**
 * np_editor_set_recipe:
 * @recipe: what takes the place of the project's whole recipe, as one edit
 */
void
np_editor_set_recipe (NpEditor *self, const NpRecipe *recipe)
{
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && recipe != NULL);

  edit = np_editor_begin_edit (self, NP_TAG_NONE);
  np_recipe_free (edit->after.recipe);
  edit->after.recipe = np_recipe_copy (recipe);
  np_editor_end_edit (self, edit, FALSE);
}

/**
 * np_editor_set_platform:
 * @platform: what the boards are; an address that it has no factory data at gives way to its own
 */
void
np_editor_set_platform (NpEditor *self, const NpPlatform *platform)
{
  const NpMemoryRange *range;
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && platform != NULL);

  if (np_project_get_recipe (self->project)->platform == platform)
    return;
  edit = np_editor_begin_edit (self, NP_TAG_NONE);
  edit->after.recipe->platform = platform;
  range = np_platform_get_factory_data_range (platform);
  if (!np_memory_range_contains (range, edit->after.recipe->factory_data_address, 1))
    edit->after.recipe->factory_data_address = range->start;
  np_editor_end_edit (self, edit, FALSE);
}

/* What is typed may be no address, though its first keys were one. */
static guint32
get_former_address (NpEditor *self)
{
  const NpEditState *start = np_edit_history_get_typing_start (self->history, NP_TAG_NONE);
  const NpRecipe *recipe = start != NULL ? start->recipe : np_project_get_recipe (self->project);

  return recipe->factory_data_address;
}

void
np_editor_set_address_text (NpEditor *self, const char *text)
{
  g_autofree char *shown = NULL;
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && text != NULL);

  shown = np_editor_dup_address_text (self);
  if (g_str_equal (shown, text))
    return;
  edit = np_editor_begin_edit (self, NP_TAG_NONE);
  edit->after.text = g_strdup (text);
  if (!np_recipe_parse_address (text, &edit->after.recipe->factory_data_address, NULL))
    edit->after.recipe->factory_data_address = get_former_address (self);
  np_editor_end_edit (self, edit, TRUE);
}

/**
 * np_editor_set_loader:
 * @loader: a path or a name; empty for the platform's own
 */
void
np_editor_set_loader (NpEditor *self, const char *loader)
{
  NpEdit *edit;

  g_return_if_fail (NP_IS_EDITOR (self) && loader != NULL);

  if (g_strcmp0 (np_project_get_recipe (self->project)->loader, *loader != '\0' ? loader : NULL) == 0)
    return;
  edit = np_editor_begin_edit (self, NP_TAG_NONE);
  edit->after.text = g_strdup (edit->before.text);
  g_free (edit->after.recipe->loader);
  edit->after.recipe->loader = *loader != '\0' ? g_strdup (loader) : NULL;
  np_editor_end_edit (self, edit, TRUE);
}

char *
np_editor_dup_address_text (NpEditor *self)
{
  const NpRecipe *recipe;
  const char *typed;

  g_return_val_if_fail (NP_IS_EDITOR (self), NULL);

  typed = np_typed_texts_get (self->typed, NP_TAG_NONE);
  recipe = np_project_get_recipe (self->project);
  if (typed != NULL)
    return g_strdup (typed);
  return recipe->factory_data_address != 0 ? g_strdup_printf ("0x%08X", recipe->factory_data_address) : g_strdup ("");
}
