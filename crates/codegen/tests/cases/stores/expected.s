	.syntax	unified
	.eabi_attribute	67, "2.09"
	.cpu	cortex-m3
	.eabi_attribute	6, 10
	.eabi_attribute	7, 77
	.eabi_attribute	8, 0
	.eabi_attribute	9, 2
	.eabi_attribute	34, 1
	.eabi_attribute	17, 1
	.eabi_attribute	20, 1
	.eabi_attribute	21, 0
	.eabi_attribute	23, 3
	.eabi_attribute	24, 1
	.eabi_attribute	25, 1
	.eabi_attribute	38, 1
	.eabi_attribute	14, 0
	.code	16
	.file	"m"

	.section	.bss.dissolve.m_memory_0,"aw",%nobits
	.p2align	4, 0x0
	.globl	__dissolve_m_memory_0
	.type	__dissolve_m_memory_0,%object
	.size	__dissolve_m_memory_0, 65536
__dissolve_m_memory_0:
	.zero	65536


	.section	.text.m_i32_store8,"ax",%progbits
	.globl	m_i32_store8
	.p2align	1
	.type	m_i32_store8,%function
	.code	16
	.thumb_func
m_i32_store8:
.Lfunc_begin0:
	.fnstart
	.cfi_sections .debug_frame
	.cfi_startproc
	.file	1 "m.wasm"
	.loc	1 114 0 prologue_end
	cmp.w	r0, #65536
	itttt	lo
	movwlo	r2, :lower16:__dissolve_m_memory_0
	movtlo	r2, :upper16:__dissolve_m_memory_0
	strblo	r1, [r2, r0]
.Ltmp0:
	.loc	1 109 0
	bxlo	lr
.LBB0_1:
.Ltmp1:
	.loc	1 114 0
	@APP
	udf	#1	@ 0x72 
	@NO_APP
.Ltmp2:
.Lfunc_end0:
	.size	m_i32_store8, .Lfunc_end0-m_i32_store8
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_store16,"ax",%progbits
	.globl	m_i32_store16
	.p2align	1
	.type	m_i32_store16,%function
	.code	16
	.thumb_func
m_i32_store16:
.Lfunc_begin1:
	.loc	1 119 0
	.fnstart
	.cfi_startproc
	movw	r2, #65535
.Ltmp3:
	.loc	1 124 0 prologue_end
	cmp	r0, r2
	itttt	lo
	movwlo	r2, :lower16:__dissolve_m_memory_0
	movtlo	r2, :upper16:__dissolve_m_memory_0
	strhlo	r1, [r2, r0]
.Ltmp4:
	.loc	1 119 0
	bxlo	lr
.LBB1_1:
.Ltmp5:
	.loc	1 124 0
	@APP
	udf	#1	@ 0x7c 
	@NO_APP
.Ltmp6:
.Lfunc_end1:
	.size	m_i32_store16, .Lfunc_end1-m_i32_store16
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i32_store,"ax",%progbits
	.globl	m_i32_store
	.p2align	1
	.type	m_i32_store,%function
	.code	16
	.thumb_func
m_i32_store:
.Lfunc_begin2:
	.loc	1 129 0
	.fnstart
	.cfi_startproc
	movw	r2, #65533
.Ltmp7:
	.loc	1 134 0 prologue_end
	cmp	r0, r2
	itttt	lo
	movwlo	r2, :lower16:__dissolve_m_memory_0
	movtlo	r2, :upper16:__dissolve_m_memory_0
	strlo	r1, [r2, r0]
.Ltmp8:
	.loc	1 129 0
	bxlo	lr
.LBB2_1:
.Ltmp9:
	.loc	1 134 0
	@APP
	udf	#1	@ 0x86 
	@NO_APP
.Ltmp10:
.Lfunc_end2:
	.size	m_i32_store, .Lfunc_end2-m_i32_store
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_i64_store,"ax",%progbits
	.globl	m_i64_store
	.p2align	1
	.type	m_i64_store,%function
	.code	16
	.thumb_func
m_i64_store:
.Lfunc_begin3:
	.loc	1 139 0
	.fnstart
	.cfi_startproc
	movw	r1, #65529
.Ltmp11:
	.loc	1 144 0 prologue_end
	cmp	r0, r1
	itttt	lo
	movwlo	r12, :lower16:__dissolve_m_memory_0
	movtlo	r12, :upper16:__dissolve_m_memory_0
	addlo.w	r1, r12, r0
	strlo.w	r2, [r12, r0]
	itt	lo
	strlo	r3, [r1, #4]
.Ltmp12:
	.loc	1 139 0
	bxlo	lr
.LBB3_1:
.Ltmp13:
	.loc	1 144 0
	@APP
	udf	#1	@ 0x90 
	@NO_APP
.Ltmp14:
.Lfunc_end3:
	.size	m_i64_store, .Lfunc_end3-m_i64_store
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.m_f64_store,"ax",%progbits
	.globl	m_f64_store
	.p2align	1
	.type	m_f64_store,%function
	.code	16
	.thumb_func
m_f64_store:
.Lfunc_begin4:
	.loc	1 149 0
	.fnstart
	.cfi_startproc
	movw	r1, #65529
.Ltmp15:
	.loc	1 154 0 prologue_end
	cmp	r0, r1
	itttt	lo
	movwlo	r12, :lower16:__dissolve_m_memory_0
	movtlo	r12, :upper16:__dissolve_m_memory_0
	addlo.w	r1, r12, r0
	strlo.w	r2, [r12, r0]
	itt	lo
	strlo	r3, [r1, #4]
.Ltmp16:
	.loc	1 149 0
	bxlo	lr
.LBB4_1:
.Ltmp17:
	.loc	1 154 0
	@APP
	udf	#1	@ 0x9a 
	@NO_APP
.Ltmp18:
.Lfunc_end4:
	.size	m_f64_store, .Lfunc_end4-m_f64_store
	.cfi_endproc
	.cantunwind
	.fnend

	.section	.text.__dissolve_m_instantiate,"ax",%progbits
	.globl	__dissolve_m_instantiate
	.p2align	1
	.type	__dissolve_m_instantiate,%function
	.code	16
	.thumb_func
__dissolve_m_instantiate:
.Lfunc_begin5:
	.loc	1 0 0
	.fnstart
	.cfi_startproc
	.save	{r7, lr}
	push	{r7, lr}
	.cfi_def_cfa_offset 8
	.cfi_offset lr, -4
	.cfi_offset r7, -8
.Ltmp19:
	movw	r0, :lower16:__dissolve_m_memory_0
	movt	r0, :upper16:__dissolve_m_memory_0
	mov.w	r1, #65536
	bl	__aeabi_memclr8
	pop	{r7, pc}
.Ltmp20:
.Lfunc_end5:
	.size	__dissolve_m_instantiate, .Lfunc_end5-__dissolve_m_instantiate
	.cfi_endproc
	.cantunwind
	.fnend

