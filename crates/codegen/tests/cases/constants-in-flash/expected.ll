; ModuleID = 'm'
source_filename = "m"
target datalayout = "e-m:e-p:32:32-Fi8-i64:64-v128:64:128-a:0:32-n32-S64"
target triple = "thumbv7m-unknown-none-eabi"

module asm ".section .bss.dissolve.m_memory_0,\22aw\22,%nobits"
module asm ".balign 16"
module asm ".globl __dissolve_m_memory_0"
module asm ".type __dissolve_m_memory_0,%object"
module asm ".size __dissolve_m_memory_0,64"
module asm "__dissolve_m_memory_0:"
module asm ".space 64"
module asm ".space 16"

@__dissolve_m_memory_0 = external global [0 x i8], align 16
@__dissolve_m_constants_0 = dso_local constant [16 x i8] c"constants\00\00\00\00\00\00\00", align 16
@global.0 = internal global i32 48
@__dissolve_m_global_1 = constant i32 64
@__dissolve_m_global_2 = constant i32 52
@data.1 = internal constant [4 x i8] c"D\00\00\00", align 1

; Function Attrs: nounwind optsize
define internal i32 @"func[0]"(i32 %0) #0 section ".text.func[0]" !dbg !4 {
entry:
  %1 = alloca i32, align 4
  store i32 %0, ptr %1, align 4
  br label %start

start:                                            ; preds = %entry
  br i1 false, label %trap, label %3, !dbg !7

return:                                           ; preds = %35
  %2 = phi i32 [ %34, %35 ]
  ret i32 %2, !dbg !8

trap:                                             ; preds = %start
  call void asm sideeffect "udf #1 /* 0x5c */", "~{memory}"() #3, !dbg !7
  unreachable, !dbg !7

3:                                                ; preds = %start
  %4 = load i32, ptr getelementptr (i8, ptr @__dissolve_m_constants_0, i32 4), align 1, !dbg !7
  br i1 false, label %trap1, label %5, !dbg !9

trap1:                                            ; preds = %3
  call void asm sideeffect "udf #1 /* 0x63 */", "~{memory}"() #3, !dbg !9
  unreachable, !dbg !9

5:                                                ; preds = %3
  %6 = load i32, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48), align 1, !dbg !9
  %7 = sub i32 %6, 64, !dbg !10
  %8 = sub i32 %7, 0, !dbg !10
  %9 = icmp ugt i32 %8, 12, !dbg !10
  br i1 %9, label %trap2, label %10, !dbg !10

trap2:                                            ; preds = %5
  call void asm sideeffect "udf #1 /* 0x66 */", "~{memory}"() #3, !dbg !10
  unreachable, !dbg !10

10:                                               ; preds = %5
  %11 = getelementptr i8, ptr @__dissolve_m_constants_0, i32 %7, !dbg !10
  %12 = getelementptr i8, ptr %11, i32 0, !dbg !10
  %13 = load i32, ptr %12, align 1, !dbg !10
  %14 = add i32 %4, %13, !dbg !11
  %15 = sub i32 %0, 0, !dbg !12
  %16 = icmp ugt i32 %15, 72, !dbg !12
  br i1 %16, label %trap3, label %17, !dbg !12

trap3:                                            ; preds = %10
  call void asm sideeffect "udf #1 /* 0x6c */", "~{memory}"() #3, !dbg !12
  unreachable, !dbg !12

17:                                               ; preds = %10
  %18 = sub i32 %0, 0, !dbg !12
  %19 = icmp ugt i32 %18, 59, !dbg !12
  %20 = select i1 %19, ptr getelementptr (i8, ptr @__dissolve_m_constants_0, i32 -64), ptr @__dissolve_m_memory_0, !dbg !12
  %21 = getelementptr i8, ptr %20, i32 %0, !dbg !12
  %22 = getelementptr i8, ptr %21, i32 4, !dbg !12
  %23 = load i32, ptr %22, align 1, !dbg !12
  %24 = add i32 %14, %23, !dbg !13
  %25 = sub i32 %0, 0, !dbg !14
  %26 = icmp ugt i32 %25, 72, !dbg !14
  br i1 %26, label %trap4, label %27, !dbg !14

trap4:                                            ; preds = %17
  call void asm sideeffect "udf #1 /* 0x72 */", "~{memory}"() #3, !dbg !14
  unreachable, !dbg !14

27:                                               ; preds = %17
  %28 = sub i32 %0, 0, !dbg !14
  %29 = icmp ugt i32 %28, 63, !dbg !14
  %30 = select i1 %29, ptr getelementptr (i8, ptr @__dissolve_m_constants_0, i32 -64), ptr @__dissolve_m_memory_0, !dbg !14
  %31 = getelementptr i8, ptr %30, i32 %0, !dbg !14
  %32 = getelementptr i8, ptr %31, i32 0, !dbg !14
  %33 = load i32, ptr %32, align 1, !dbg !14
  %34 = add i32 %24, %33, !dbg !15
  br i1 false, label %trap5, label %35, !dbg !16

trap5:                                            ; preds = %27
  call void asm sideeffect "udf #1 /* 0x7e */", "~{memory}"() #3, !dbg !16
  unreachable, !dbg !16

35:                                               ; preds = %27
  store i32 64, ptr getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48), align 1, !dbg !16
  br label %return, !dbg !8
}

; Function Attrs: nounwind optsize
define i32 @m_f(i32 %0) #0 section ".text.m_f" !dbg !17 {
  %2 = call i32 @"func[0]"(i32 %0), !dbg !18
  ret i32 %2, !dbg !18
}

; Function Attrs: nounwind optsize
define void @__dissolve_m_instantiate() #0 section ".text.__dissolve_m_instantiate" !dbg !19 {
  call void @llvm.memset.p0.i32(ptr align 16 @__dissolve_m_memory_0, i8 0, i32 64, i1 false), !dbg !20
  store i32 48, ptr @global.0, align 4, !dbg !20
  call void @llvm.memcpy.p0.p0.i32(ptr align 1 getelementptr (i8, ptr @__dissolve_m_memory_0, i32 48), ptr align 1 @data.1, i32 4, i1 false), !dbg !20
  ret void, !dbg !20
}

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i32(ptr writeonly captures(none), i8, i32, i1 immarg) #1

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i32(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i32, i1 immarg) #2

attributes #0 = { nounwind optsize "no-builtins" "warn-stack-size"="0" }
attributes #1 = { nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #2 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { cold noreturn nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.dbg.cu = !{!2}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = !{i32 2, !"Dwarf Version", i32 4}
!2 = distinct !DICompileUnit(language: DW_LANG_C99, file: !3, producer: "dissolve", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly)
!3 = !DIFile(filename: "m.wasm", directory: "")
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!5 = !DISubroutineType(flags: DIFlagPublic, types: !6)
!6 = !{null}
!7 = !DILocation(line: 92, scope: !4)
!8 = !DILocation(line: 129, scope: !4)
!9 = !DILocation(line: 99, scope: !4)
!10 = !DILocation(line: 102, scope: !4)
!11 = !DILocation(line: 105, scope: !4)
!12 = !DILocation(line: 108, scope: !4)
!13 = !DILocation(line: 111, scope: !4)
!14 = !DILocation(line: 114, scope: !4)
!15 = !DILocation(line: 117, scope: !4)
!16 = !DILocation(line: 126, scope: !4)
!17 = distinct !DISubprogram(name: "m_f", linkageName: "m_f", scope: null, file: !3, line: 87, type: !5, scopeLine: 87, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!18 = !DILocation(line: 87, scope: !17)
!19 = distinct !DISubprogram(name: "__dissolve_instantiate", linkageName: "__dissolve_instantiate", scope: null, file: !3, type: !5, flags: DIFlagPublic, spFlags: DISPFlagLocalToUnit | DISPFlagDefinition | DISPFlagOptimized, unit: !2)
!20 = !DILocation(line: 0, scope: !19)
