/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "factory/np-image.h"
#include "np-judgement.h"
#include "np-project.h"

G_BEGIN_DECLS

/* A project being edited. Every edit goes through here, into the project's factory data and recipe; views follow the signals:
 *
 * signal "field-changed" (guint tag): what the entry of a field (%NP_TAG_NONE: of the recipe) shows may be another
 * signal "updated": image and problems were made anew, once an edit
 * signal "judged": the device was judged anew, some time after an edit: problems may be others
 *
 * What is typed and isn't a value of its field's type is kept as it was typed, told among the problems, and leaves the project's
 * value alone. */
#define NP_TYPE_EDITOR (np_editor_get_type ())
G_DECLARE_FINAL_TYPE (NpEditor, np_editor, NP, EDITOR, GObject)

/* A field and its value; none to take it away. */
typedef struct
{
  NpTag tag;
  GBytes *value;
} NpFieldValue;

NpEditor *np_editor_new (NpProject *project);

NpProject *np_editor_get_project (NpEditor *self);
char *np_editor_dup_text (NpEditor *self, NpTag tag);
char *np_editor_dup_address_text (NpEditor *self);
GPtrArray *np_editor_get_problems (NpEditor *self);
NpImage *np_editor_get_image (NpEditor *self);
NpJudgement *np_editor_get_judgement (NpEditor *self);
gboolean np_editor_is_judging (NpEditor *self);
void np_editor_judge_again (NpEditor *self);

void np_editor_set_text (NpEditor *self, NpTag tag, const char *text);
void np_editor_set_value (NpEditor *self, NpTag tag, GBytes *value);
void np_editor_set_values (NpEditor *self, const NpFieldValue *values, guint n_values);
void np_editor_set_platform (NpEditor *self, const NpPlatform *platform);
void np_editor_set_address_text (NpEditor *self, const char *text);
void np_editor_set_loader (NpEditor *self, const char *loader);
void np_editor_set_recipe (NpEditor *self, const NpRecipe *recipe);
void np_editor_replace (NpEditor *self, NpFactoryData *data);
void np_editor_take_project (NpEditor *self, NpProject *project);
gboolean np_editor_reload (NpEditor *self, GPtrArray *problems, GError **error);
void np_editor_end_typing (NpEditor *self);

gboolean np_editor_can_undo (NpEditor *self);
gboolean np_editor_can_redo (NpEditor *self);
void np_editor_undo (NpEditor *self);
void np_editor_redo (NpEditor *self);

void np_editor_keep (NpEditor *self);
GPtrArray *np_editor_list_changes (NpEditor *self);
gboolean np_editor_has_unsaved_work (NpEditor *self);

G_END_DECLS
